"""What all jobs share: the frozen list, failures, overdue work; and erasing.

Issuing and mailing in a job belong in `issuing` and `mails`.
"""
