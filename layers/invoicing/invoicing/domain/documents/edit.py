"""What follows from an edit of a draft, beyond what was entered."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import PAID_LABEL, Document, Question
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.vat.line import Line, RateSource
from invoicing.domain.vat.rate import MARGIN

NIP_ADDED = "nip_added_by_hand"
ASSUMED = (None, RateSource.DEFAULT, RateSource.IMPORT)


def edited(before: Document, changes: Mapping[str, Any], own_rate: str | None) -> Document:
    """Return a draft with these fields changed; `own_rate` is the default VAT rate of goods for this buyer.

    Raises: InvalidFieldError.
    """
    after: Document = replace(before, **changes)
    _ensure_kind(before, after)
    if "lines" in changes:
        after = replace(after, lines=with_sources(after.lines, before.lines))
    if before.kind is not after.kind:
        after = replace(
            after, lines=tuple(_line_of_kind(line, before.kind, after.kind, own_rate) for line in after.lines)
        )
    if before.buyer.address.country != after.buyer.address.country:
        after = replace(after, lines=tuple(_line_of_country(line, own_rate) for line in after.lines))
    if "paid_at" in changes and after.paid_at and "sale_date" not in changes and _is_assumed(before):
        label = changes.get("sale_date_label", PAID_LABEL)
        after = replace(after, sale_date=after.paid_at, sale_date_label=label)
    return asked_about_nip(before, after)


def _ensure_kind(before: Document, after: Document) -> None:
    if before.kind is not after.kind and Kind.CORRECTION in (before.kind, after.kind):
        raise InvalidFieldError("kind", "korektę przygotowuje się z wystawionego dokumentu (POST …/corrections).")


def with_sources(lines: Iterable[Line], before: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines; a rate that was sent back unchanged keeps its source, since no person has set it."""
    known = {line.id: line for line in before}
    return tuple(
        replace(line, vat_rate_source=known[line.id].vat_rate_source)
        if line.id in known and known[line.id].vat_rate == line.vat_rate
        else line
        for line in lines
    )


def _line_of_kind(line: Line, before: Kind, after: Kind, own_rate: str | None) -> Line:
    """Goods on a margin invoice are under the margin scheme, unless someone decided otherwise."""
    if line.vat_rate_source not in ASSUMED:
        return line
    if KINDS[after].is_margin:
        return replace(line, vat_rate=MARGIN, vat_rate_source=RateSource.IMPORT)
    if KINDS[before].is_margin and line.vat_rate == MARGIN:
        return replace(line, vat_rate=own_rate, vat_rate_source=RateSource.DEFAULT if own_rate else None)
    return line


def _line_of_country(line: Line, own_rate: str | None) -> Line:
    """A rate that was assumed for one country says nothing about another."""
    if line.vat_rate_source not in ASSUMED or line.vat_rate == MARGIN:
        return line
    return replace(line, vat_rate=own_rate, vat_rate_source=RateSource.DEFAULT if own_rate else None)


def _is_assumed(document: Document) -> bool:
    """True if the printed sale date was taken from the payment or the order, not entered."""
    ordered = warsaw_date(document.order.ordered_at) if document.order and document.order.ordered_at else None
    return document.sale_date in (None, document.paid_at, ordered)


def asked_about_nip(before: Document, after: Document) -> Document:
    """Return the draft with the question of whether a consumer's order may become a company's (art. 106b ust. 5).

    It is asked as soon as the buyer is a company, so that a tax number added later does not go unquestioned.
    """
    was_person = not before.buyer.is_company and not before.buyer.nip
    is_company = after.buyer.is_company or bool(after.buyer.nip)
    is_asked = any(question.code == NIP_ADDED for question in after.questions)
    if is_company and was_person and after.order is not None and not is_asked:
        return replace(after, questions=(*after.questions, Question(code=NIP_ADDED)))
    if not is_company and is_asked:
        return replace(after, questions=tuple(q for q in after.questions if q.code != NIP_ADDED))
    return after
