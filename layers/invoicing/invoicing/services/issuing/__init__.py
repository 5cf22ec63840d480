"""From draft to number: readiness, issuing one or many documents, the dry run, the KSeF exception.

PDFs and mails, which come after the number, belong in `documents` and `mails`.
"""
