"""Check digits of tax numbers, by python-stdnum."""

from stdnum.pl import nip


def is_nip(text: str) -> bool:
    """Is this a Polish NIP with a right check digit?"""
    return bool(nip.is_valid(text))
