"""What is chosen for a whole file."""

from typing import Literal

from invoicing.domain.sales.drafting import ImportChoices
from invoicing.runtime.api.bodies.fields import Body, MessageBody, Rate


class ImportBody(Body):
    """Body of `POST /imports`: choices for the whole file."""

    kind: Literal["auto", "invoice", "margin_invoice", "proforma", "receipt", "bill"] = "auto"
    vat_rate: Rate | None = None
    message: MessageBody | None = None
    extension: Literal["xml", "csv", "json"] = "xml"

    def choices(self) -> ImportChoices:
        message = self.message.value() if self.message else None
        return ImportChoices(kind=self.kind, vat_rate=self.vat_rate, message=message)
