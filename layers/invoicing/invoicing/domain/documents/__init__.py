"""A document and its life: kinds, parties, numbers, corrections, KSeF, and what lists show of it.

Whether a draft may be issued belongs in `problems`; how a draft comes from a sale belongs in `sales`.
"""
