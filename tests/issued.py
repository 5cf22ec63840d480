"""Issued documents, valid by default, and how the accountant's register shows them."""

from dataclasses import replace
from datetime import date
from typing import Any

from invoicing.domain.basics.csv_cells import Cell
from invoicing.domain.books.register_columns import COLUMNS, Shown
from invoicing.domain.books.vat_register import RegisterRow, register_row
from invoicing.domain.documents.correction import CorrectionRequest, correction_of
from invoicing.domain.documents.document import Document, Ksef, KsefChannel, reference_to
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.summary import Pdf, Summary, summary_of
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Issue, NumberTake, Stored
from tests.builders import NOW, a_draft, a_seller, sold_by

PAID_ON = date(2026, 11, 23)
ISSUED_ON = date(2026, 11, 24)


def an_issued(number: str = "AL 1/11/2026", settings: SellerSettings | None = None, **changes: Any) -> Document:
    """Return a document of one mug, paid on the 23rd and issued on the 24th of November."""
    on, is_waived = changes.pop("on", ISSUED_ON), changes.pop("is_waived", False)
    defaults: dict[str, Any] = {
        "id": number.replace("/", "-").replace(" ", "-"),
        "paid_at": PAID_ON,
        "sale_date": PAID_ON,
    }
    draft = a_draft(**{**defaults, **changes})
    series = number.partition(" ")[0]
    printed, seller = PrintedNumber(series, number), settings or a_seller()
    return issued(draft, printed, on=on, at=NOW, **sold_by(seller, draft.currency), is_waived=is_waived)


def as_issued(draft: Document, ordinal: int = 1) -> Issue:
    """Return the issue of a draft under this number of the month."""
    printed = PrintedNumber("AL", f"AL {ordinal}/11/2026")
    document = issued(draft, printed, on=NOW.date(), at=NOW, **sold_by(a_seller(), draft.currency))
    stored = Stored(document=document, summary=summary_of(document))
    return Issue(stored=stored, number=NumberTake("AL", "2026-11", ordinal), instead_of=draft.version)


def in_ksef(document: Document, number: str | None) -> Document:
    """Return the document as one that belongs in KSeF."""
    return replace(document, ksef=Ksef(channel=KsefChannel.REQUIRED, number=number))


def corrected(original: Document, number: str = "AL-K 1/11/2026", **changes: Any) -> Document:
    """Return an issued correction of a document that takes everything back, or that changes what is said."""
    on = changes.pop("on", date(2026, 11, 30))
    paid = changes.pop("paid", original.paid)
    wanted: dict[str, Any] = {"reason": "zwrot towaru", "whole": not changes, **changes}
    draft = correction_of(original, None, CorrectionRequest(**wanted), document_id=number, at=NOW, paid=paid)
    series = number.partition(" ")[0]
    return issued(draft, PrintedNumber(series, number), on=on, at=NOW, **sold_by(a_seller(), draft.currency))


def summary(document: Document, **facts: Any) -> Summary:
    """Return the summary of an issued document whose PDF is stored."""
    pdf = Pdf(key=f"pdf/lipa/{document.id}.pdf", sha256="0", size=1)
    return replace(summary_of(document), **({"pdf": pdf} | facts))


def a_row(document: Document, *, has_cash_register: bool = False, **facts: Any) -> RegisterRow:
    """Return a document as the register shows it."""
    return register_row(document, summary(document, **facts), has_cash_register=has_cash_register)


def jpk(document: Document, **facts: Any) -> dict[str, Any] | None:
    """Return what of a document stands in the VAT return."""
    row = a_row(document, **facts)
    if row.mark is None:
        return None
    there: dict[str, Any] = {"oznaczenie": row.mark, **row.fields}
    return {name: str(value) for name, value in there.items()}


def shown(document: Document, pdf: str | None = "pdf/AL-1-11-2026.pdf", **facts: Any) -> dict[str, Cell]:
    """Return the register's cells of a document by their columns."""
    row = Shown(1, a_row(document, **facts), pdf)
    return {name: cell(row) for name, cell in COLUMNS}


def replaced_by(invoice: Document) -> dict[str, Any]:
    """Return what the summary of a confirmation learns when an invoice takes its place."""
    return {"replaced_by": reference_to(invoice)}
