"""A shop with issued documents, a month of them for the accountant, a day of them for the printer."""

import csv
from typing import Any, Self

from invoicing.domain.basics.months import Month
from invoicing.domain.documents.document import Document
from invoicing.services.books.export import export_month, export_print
from invoicing.services.documents.ports import Stored, SummaryFilter
from tests.fakes.exports import InMemoryFile, ShortPages
from tests.issued import summary
from tests.shop import Shop

NOVEMBER = Month(2026, 11)


class ExportShop(Shop):
    """A shop whose lists have short pages."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.lists = ShortPages(self.documents)

    def put_issued(self, *documents: Document, **facts: Any) -> Self:
        for document in documents:
            shown = summary(document, **facts)
            self.documents.items["lipa", document.id] = Stored(document=document, summary=shown)
            if shown.pdf:
                self.pdfs.files[shown.pdf.key] = f"PDF of {document.number}".encode()
        return self

    def month(self, month: Month = NOVEMBER) -> InMemoryFile:
        return self.exports.files[export_month("lipa", "job-1", month, self.exporting()).key]

    def register(self, month: Month = NOVEMBER) -> list[dict[str, str]]:
        text = self.month(month).sheets[f"rejestr-{month}.csv"]
        return list(csv.DictReader(text.splitlines(), delimiter=";"))

    def print(self, **wanted: Any) -> list[bytes]:
        done = export_print("lipa", "job-1", SummaryFilter(**wanted), self.exporting())
        return self.exports.files[done.key].pages
