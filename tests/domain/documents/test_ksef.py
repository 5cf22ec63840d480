"""What belongs in KSeF (art. 106ga)."""

from dataclasses import replace
from datetime import date

import pytest

from invoicing.domain.documents.document import KsefChannel, Reference
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.ksef import channel_of
from invoicing.domain.documents.parties import VatStatus
from tests.builders import COMPANY, PERSON, a_draft, a_line

REQUIRED, OPTIONAL, EXCLUDED = KsefChannel.REQUIRED, KsefChannel.OPTIONAL, KsefChannel.EXCLUDED
FOREIGN = replace(COMPANY, nip=None, tax_id="DE123456789", address=replace(COMPANY.address, country="DE"))


@pytest.mark.parametrize(
    ("changes", "channel"),
    [
        ({}, OPTIONAL),
        ({"buyer": COMPANY}, REQUIRED),
        ({"buyer": replace(PERSON, nip="1234563218")}, REQUIRED),
        ({"buyer": FOREIGN}, REQUIRED),
        ({"buyer": replace(COMPANY, nip=None)}, REQUIRED),
        ({"buyer": COMPANY, "kind": Kind.MARGIN_INVOICE, "lines": (a_line(vat_rate="marza"),)}, REQUIRED),
        ({"buyer": COMPANY, "kind": Kind.PROFORMA}, EXCLUDED),
        ({"buyer": COMPANY, "kind": Kind.RECEIPT}, EXCLUDED),
        ({"buyer": COMPANY, "kind": Kind.BILL}, EXCLUDED),
        ({"lines": (a_line(vat_rate="SK:23"),)}, EXCLUDED),
        ({"lines": (a_line(vat_rate="SK:23"), a_line("B"))}, OPTIONAL),
        ({"lines": (a_line(vat_rate=None),)}, OPTIONAL),
    ],
)
def test_where_a_document_belongs_follows_from_its_kind_its_buyer_and_its_rates(changes, channel):
    assert channel_of(a_draft(**changes)) is channel


@pytest.mark.parametrize(
    ("corrected", "buyer", "channel"),
    [
        (Kind.INVOICE, COMPANY, REQUIRED),
        (Kind.MARGIN_INVOICE, COMPANY, REQUIRED),
        (Kind.INVOICE, PERSON, OPTIONAL),
        (Kind.RECEIPT, COMPANY, EXCLUDED),
    ],
)
def test_a_correction_goes_where_its_original_belongs(corrected, buyer, channel):
    reference = Reference(id="d", number="AL 1/11/2026", kind=corrected)
    assert channel_of(a_draft(kind=Kind.CORRECTION, corrects=reference, buyer=buyer)) is channel


@pytest.mark.parametrize(
    ("status", "on", "channel"),
    [
        (VatStatus.ACTIVE, date(2026, 3, 31), OPTIONAL),
        (VatStatus.ACTIVE, date(2026, 4, 1), REQUIRED),
        (VatStatus.EXEMPT, date(2026, 4, 1), REQUIRED),
        (VatStatus.OUTSIDE, date(2026, 4, 1), EXCLUDED),
    ],
)
def test_it_is_mandatory_for_every_taxpayer_since_april_2026(status, on, channel):
    assert channel_of(a_draft(buyer=COMPANY), status, on) is channel
