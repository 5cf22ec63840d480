"""Each field of a document is in one group; copies and corrections take what the groups promise."""

import inspect
import re
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.domain.documents import document as model
from invoicing.domain.documents.correction import CorrectionRequest, correction_of
from invoicing.domain.documents.document import (
    Decision,
    Document,
    ExchangeRate,
    FiscalReceipt,
    Ksef,
    KsefChannel,
    Message,
    Order,
    Question,
    Reference,
    Resolution,
    Status,
    fields_of,
)
from invoicing.domain.documents.history import What, change_of
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.vat.line import Charge
from invoicing.domain.vat.margin import MarginProcedure
from invoicing.services.drafts.copy_as_kind import as_draft
from tests.builders import COMPANY, NOW, a_line, a_seller

GROUPS = (
    model.IDENTITY,
    model.ENDING,
    model.ORIGIN,
    model.SALE,
    model.GROUNDS,
    model.PAPER,
    model.PARTIES,
    model.AMOUNTS,
    model.CALCULATED,
    model.FIXED_AT_ISSUE,
    model.CORRECTION,
    model.NEVER_PRINTED,
)
NAMES = [field.name for field in fields(Document)]
DAY = date(2026, 11, 20)
OTHER = Reference(id="other", number="AL 7/11/2026")
FULL = recalculated(
    Document(
        id="d",
        kind=Kind.MARGIN_INVOICE,
        status=Status.ISSUED,
        resolution=Resolution.NOT_NEEDED,
        elsewhere=OTHER,
        version=3,
        import_id="import-1",
        order=Order(id="order-1"),
        series="AL",
        number="AL 1/11/2026",
        issue_date=DAY,
        sale_date=DAY,
        sale_date_label="Data",
        paid_at=DAY,
        supply_date=DAY,
        tax_point=DAY,
        due_date=DAY,
        place="Poznań",
        seller=a_seller().printed(),
        buyer=COMPANY,
        currency="EUR",
        exchange_rate=ExchangeRate(rate=Decimal("4.25"), table="A", date=DAY),
        margin_procedure=MarginProcedure.ART,
        exemption_basis="art. 43",
        fiscal_receipt=FiscalReceipt(number="1", date=DAY),
        lines=(a_line(),),
        charges=(Charge(reason="Kaucja", amount=Decimal("1.00")),),
        paid=Decimal("5.00"),
        payment_method="WIRE_TRANSFER",
        annotations=("metoda kasowa",),
        notes="uwagi",
        internal_notes="dla mnie",
        message=Message(subject="a", body="b"),
        questions=(Question(code="returned"),),
        decisions=(Decision(code="returned", choice="whole", by="anna", at=NOW),),
        ksef=Ksef(channel=KsefChannel.OPTIONAL),
        corrects=OTHER,
        from_document=OTHER,
        replaces=OTHER,
        created_at=NOW.replace(day=1),
        issued_at=NOW.replace(day=2),
    )
)
"""Every field has its own value except `correction`, which only corrections have."""
NEW_DRAFT = Document(id="new", kind=Kind.INVOICE, buyer=COMPANY, created_at=NOW)


def differing(document: Document, other: Document) -> set[str]:
    return {name for name in NAMES if getattr(document, name) != getattr(other, name)}


def test_every_field_is_in_one_group_and_in_one_only():
    assert Counter(name for group in GROUPS for name in group) == Counter(NAMES)


def test_every_field_is_explained_beside_it():
    explained = re.findall(r"^    (\w+): .*  # \w", inspect.getsource(Document), re.MULTILINE)
    assert explained == NAMES


def test_the_sample_has_a_value_in_every_field():
    assert set(NAMES) - differing(FULL, NEW_DRAFT) == {"buyer", "correction"}


def test_a_copy_takes_what_was_entered_and_nothing_else():
    copy = as_draft(FULL, "new", NOW)
    assert fields_of(copy, model.TAKEN_BY_COPIES) == fields_of(FULL, model.TAKEN_BY_COPIES)
    assert differing(copy, NEW_DRAFT) <= {*model.TAKEN_BY_COPIES, *model.CALCULATED}


def test_a_correction_takes_the_facts_of_the_sale_and_nothing_else():
    request = CorrectionRequest(reason="zwrot", whole=True)
    correction = correction_of(FULL, None, request, document_id="new", at=NOW, paid=Decimal("5.00"))
    assert fields_of(correction, model.TAKEN_BY_CORRECTIONS) == fields_of(FULL, model.TAKEN_BY_CORRECTIONS)
    its_own = {"kind", "lines", "corrects", "correction", *model.CALCULATED}
    assert differing(correction, NEW_DRAFT) <= {*model.TAKEN_BY_CORRECTIONS, *its_own}


CHANGED: dict[str, Any] = {
    **{name: getattr(NEW_DRAFT, name) for name in model.EDITABLE},
    "buyer": replace(COMPANY, name="Inna"),
}


@pytest.mark.parametrize("name", model.EDITABLE)
def test_history_records_each_field_that_people_may_edit(name):
    edited = replace(FULL, **{name: CHANGED[name]})
    changes = change_of(FULL, edited, What.EDITED, "anna", NOW).changes
    assert {change.field.partition(".")[0] for change in changes} == {name}
