"""From draft to number: readiness, one document, many in a job, the dry run, the KSeF exception.

What follows a number, PDF and mail, belongs in `documents` and `mails`.
"""
