"""Shared by all jobs: the frozen list, failures, overdue work; and erasing a buyer's data.

Issuing and mailing in a job belong in `issuing` and `mails`.
"""
