"""Mails about documents: texts with variables, attempts, provider events, reputation.

Postal addresses and e-mail addresses of parties belong in `documents`.
"""
