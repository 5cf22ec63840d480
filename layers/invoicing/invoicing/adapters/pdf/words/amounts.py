"""Amounts in words, as buyers expect them on Polish documents."""

from collections.abc import Sequence
from decimal import Decimal

CURRENCIES = frozenset({"PLN", "EUR"})
"""Currencies with checked wording; amounts in others are printed in figures only."""


def amount_in_words(amount: Decimal, currency: str, languages: Sequence[str]) -> list[str]:
    """Return the amount in words in each language: `sto dwadzieścia trzy złote, zero groszy`; empty if unsupported.

    num2words is slow to import (it loads all its languages), so it is imported on first use.
    """
    if currency not in CURRENCIES:
        return []
    from num2words import num2words

    return [num2words(amount, lang=language, to="currency", currency=currency) for language in languages]
