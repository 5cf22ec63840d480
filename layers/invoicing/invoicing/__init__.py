"""From an Allegro sales export to numbered documents, PDFs and e-mails.

domain (pure) <- services (one use case each) <- adapters (the outside) <- runtime (wiring) <- functions/*.
"""
