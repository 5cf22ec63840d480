"""What people write for a decision where no program asks them: each choice about each problem in words of its own."""

from collections.abc import Iterable

from invoicing.domain.documents.search import folded_text
from invoicing.domain.problems.problem import Problem

Taken = tuple[str, str]
"""The code of a problem, and what was chosen about it."""

WORDS: dict[Taken, str] = {
    ("unpaid", "proforma"): "wystaw proformę",
    ("unpaid", "confirm"): "wystaw mimo braku zapłaty",
    ("paid_less_than_total", "paid_in_full"): "zapłacono całość",
    ("paid_less_than_total", "underpaid"): "niedopłata",
    ("overpaid", "refund"): "nadpłata do zwrotu",
    ("total_mismatch", "confirm"): "suma pozycji jest dobra",
    ("deposit_unclear", "per_piece"): "kaucja za sztukę",
    ("deposit_unclear", "per_line"): "kaucja za pozycję",
    ("allegro_subsidy", "full_price"): "cena pełna",
    ("allegro_subsidy", "paid_price"): "cena zapłacona",
    ("smart_delivery_unclear", "keep"): "zostaw dostawę",
    ("smart_delivery_unclear", "remove_delivery"): "usuń dostawę",
    ("returned", "issue_and_correct"): "wystaw i skoryguj zwrot",
    ("returned", "reduce"): "odejmij zwrócone",
    ("merged_order", "only_rest"): "tylko reszta zamówienia",
    ("merged_order", "confirm"): "całe zamówienie mimo to",
    ("margin_mixed", "keep"): "marża i inne stawki razem",
    ("mpp_undecided", "yes"): "jest towar z załącznika 15",
    ("mpp_undecided", "no"): "bez towaru z załącznika 15",
    ("nip_added_by_hand", "confirm"): "NIP dopisany za zgodą",
    ("nip_invalid", "confirm"): "NIP tak ma zostać",
    ("bill_not_for_exempt_seller", "confirm"): "jednak rachunek",
    ("exchange_rate_other_day", "confirm"): "kurs tak ma zostać",
    ("foreign_vat_undecided", "polish_vat"): "polski VAT",
    ("foreign_vat_undecided", "oss"): "OSS",
}
BETWEEN = " / "
"""Between several decisions, and between those that are possible."""

_TAKEN = {folded_text(word): taken for taken, word in WORDS.items()}
_TAKEN |= {folded_text(f"{code}: {choice}"): (code, choice) for code, choice in WORDS}


def taken_by(words: str) -> Taken | None:
    """Return what somebody decides by these words, or by `code: choice`; None if that is no decision.

    >>> taken_by("Usun  dostawe"), taken_by("unpaid: confirm"), taken_by("może")
    (('smart_delivery_unclear', 'remove_delivery'), ('unpaid', 'confirm'), None)
    """
    return _TAKEN.get(folded_text(words))


def words_for(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the decisions that may be taken about these problems."""
    return tuple(WORDS[problem.code, choice] for problem in problems for choice in problem.choices)
