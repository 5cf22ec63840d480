"""A document and its life: kinds, parties, numbers, corrections, KSeF, and its summary in lists.

Whether a draft may be issued belongs in `problems`; how a draft comes from a sale belongs in `sales`.
"""
