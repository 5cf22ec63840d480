"""Choices for a whole file."""

from typing import TYPE_CHECKING, Literal

from invoicing.domain.documents.kind import AUTO, KINDS_OF_SALES
from invoicing.domain.sales.drafting import ImportChoices
from invoicing.runtime.api.bodies.fields import Body, MessageBody, Rate

if TYPE_CHECKING:
    ImportKind = str
else:
    ImportKind = Literal[(AUTO, *map(str, KINDS_OF_SALES))]


class ImportBody(Body):
    """Body of `POST /imports`: choices for the whole file."""

    kind: ImportKind = AUTO
    vat_rate: Rate | None = None
    message: MessageBody | None = None
    extension: Literal["xml", "csv", "json"] = "xml"

    def choices(self) -> ImportChoices:
        message = self.message.value() if self.message else None
        return ImportChoices(kind=self.kind, vat_rate=self.vat_rate, message=message)
