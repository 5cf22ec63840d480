"""Check digits of tax and account numbers, by python-stdnum."""

from stdnum.pl import nip


def is_nip(text: str) -> bool:
    """True for a Polish NIP with a correct check digit."""
    return bool(nip.is_valid(text))


def is_iban(text: str) -> bool:
    """True for an IBAN with correct check digits in its country's format.

    Imports `stdnum.iban`, which reads a table of all countries, on first use.
    """
    from stdnum import iban

    return bool(iban.is_valid(text))
