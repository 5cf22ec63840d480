"""Check digits of tax and account numbers, by python-stdnum."""

from stdnum.pl import nip


def is_nip(text: str) -> bool:
    """Is this a Polish NIP with a right check digit?"""
    return bool(nip.is_valid(text))


def is_iban(text: str) -> bool:
    """Is this an IBAN with right check digits and of its country's form?

    `stdnum.iban` reads a table of all countries; it is imported by the first account that is checked.
    """
    from stdnum import iban

    return bool(iban.is_valid(text))
