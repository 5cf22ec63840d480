"""What follows from an edit, beyond what was entered."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import PAID_LABEL, Order
from invoicing.domain.documents.edit import edited
from invoicing.domain.documents.kind import Kind
from invoicing.domain.sellers.settings import ForeignVat
from invoicing.domain.vat.line import RateSource
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_line, a_sale, a_seller, drafted
from tests.shop import Shop

PAID = date(2026, 11, 20)


def edit(draft, own_rate="23", **changes):
    return edited(draft, changes, own_rate)


def questions_of(draft):
    return [question.code for question in draft.questions]


def test_an_assumed_sale_date_follows_the_payment_and_an_entered_one_stays():
    ordered = drafted(a_sale())
    typed_in = replace(ordered, sale_date=date(2026, 11, 1))

    moved = edit(ordered, paid_at=PAID)
    assert (moved.sale_date, moved.sale_date_label) == (PAID, PAID_LABEL)
    assert edit(typed_in, paid_at=PAID).sale_date == date(2026, 11, 1)
    assert edit(ordered, paid_at=PAID, sale_date=date(2026, 11, 2)).sale_date == date(2026, 11, 2)


def test_the_day_of_an_order_late_in_the_evening_is_recognised_as_assumed_too():
    """F-63: 22:30 UTC in summer is the next day in Warsaw."""
    draft = drafted(a_sale(ordered_at=datetime(2026, 7, 31, 22, 30, tzinfo=UTC)))
    assert draft.sale_date == date(2026, 8, 1)
    assert edit(draft, paid_at=date(2026, 8, 3)).sale_date == date(2026, 8, 3)


def test_an_edit_of_something_else_moves_no_date():
    """F-64."""
    draft = drafted(a_sale(paid_at=NOW))
    after = edit(draft, notes="a")
    for _ in range(10):
        after = edit(after, notes=after.notes + "a")
    assert replace(after, notes=draft.notes) == draft


@pytest.mark.parametrize(
    ("buyer", "order", "codes"),
    [
        (replace(PERSON, nip="1234563218"), Order(id="o"), ["nip_added_by_hand"]),
        (COMPANY, Order(id="o"), ["nip_added_by_hand"]),
        (COMPANY, None, []),
        (replace(PERSON, name="Janina Kowalska"), Order(id="o"), []),
    ],
)
def test_a_tax_number_that_a_consumer_s_order_did_not_have_is_asked_about(buyer, order, codes):
    """Art. 106b ust. 5."""
    assert questions_of(edit(a_draft(order=order), buyer=buyer)) == codes


def test_it_is_asked_also_when_the_company_comes_first_and_its_number_later():
    company = edit(a_draft(), buyer=replace(COMPANY, nip=None))
    assert questions_of(edit(company, buyer=COMPANY)) == ["nip_added_by_hand"]


def test_it_is_asked_once_and_no_longer_when_the_number_is_gone():
    added = edit(a_draft(), buyer=COMPANY)
    other = edit(added, buyer=replace(COMPANY, nip="5260250274"))

    assert questions_of(other) == ["nip_added_by_hand"]
    assert questions_of(edit(other, buyer=PERSON)) == []


def test_a_company_s_missing_number_may_be_filled_in_without_a_question():
    """F-24."""
    assert questions_of(edit(a_draft(buyer=replace(COMPANY, nip=None)), buyer=COMPANY)) == []


@pytest.mark.parametrize(
    ("source", "margin", "back"),
    [
        (RateSource.DEFAULT, "marza", "23"),
        (None, "marza", "23"),
        (RateSource.USER, "8", "8"),
        (RateSource.FILE, "8", "8"),
        (RateSource.MEMORY, "8", "8"),
    ],
)
def test_goods_of_a_margin_invoice_are_under_the_scheme_unless_decided_otherwise(source, margin, back):
    draft = a_draft(lines=(a_line(vat_rate="8", vat_rate_source=source),))
    after = edit(draft, kind=Kind.MARGIN_INVOICE)

    assert [line.vat_rate for line in after.lines] == [margin]
    assert [line.vat_rate for line in edit(after, kind=Kind.INVOICE).lines] == [back]


def test_a_margin_line_that_a_person_set_stays_when_the_kind_changes_back():
    lines = (a_line(vat_rate="marza", vat_rate_source=RateSource.USER),)
    draft = a_draft(kind=Kind.MARGIN_INVOICE, lines=lines)
    assert edit(draft, kind=Kind.INVOICE).lines == draft.lines


def test_a_seller_without_a_default_rate_must_choose_one_when_the_margin_goes():
    draft = edit(a_draft(), kind=Kind.MARGIN_INVOICE)
    (line,) = edit(draft, own_rate=None, kind=Kind.INVOICE).lines
    assert (line.vat_rate, line.vat_rate_source) == (None, None)


@pytest.mark.parametrize(("before", "after"), [(Kind.INVOICE, Kind.CORRECTION), (Kind.CORRECTION, Kind.INVOICE)])
def test_no_draft_becomes_a_correction_or_ceases_to_be_one(before, after):
    with pytest.raises(InvalidFieldError) as refused:
        edit(a_draft(kind=before), kind=after)
    assert refused.value.field == "kind"


def test_a_rate_that_is_sent_back_unchanged_was_not_set_by_a_person():
    draft = a_draft(lines=(a_line(vat_rate_source=RateSource.DEFAULT), a_line("B", vat_rate_source=RateSource.DEFAULT)))
    sent = tuple(replace(line, vat_rate_source=RateSource.USER) for line in draft.lines)
    after = edit(draft, lines=(sent[0], replace(sent[1], vat_rate="8")))
    assert [line.vat_rate_source for line in after.lines] == [RateSource.DEFAULT, RateSource.USER]


ABROAD = {
    "SK": replace(PERSON, address=replace(PERSON.address, country="SK")),
    "CZ": replace(PERSON, address=replace(PERSON.address, country="CZ")),
    "US": replace(PERSON, address=replace(PERSON.address, country="US")),
    "PL": PERSON,
}


def test_the_assumed_rate_of_one_country_is_never_kept_for_another():
    """F-20: under OSS each country has its own; outside the EU nothing is assumed."""
    shop = Shop(a_seller(foreign_b2c=ForeignVat.OSS))
    document_id = shop.draft(a_sale(buyer=ABROAD["SK"], delivery=Decimal("9.99"), total=Decimal("29.98")))
    for country, rate in [("SK", "SK:23"), ("CZ", "CZ:21"), ("US", None), ("PL", "23"), ("SK", "SK:23")]:
        after = shop.edit(document_id, buyer=ABROAD[country])
        assert [line.vat_rate for line in after.lines] == [rate, rate], country
    assert shop.edit(document_id, buyer=replace(ABROAD["SK"], name="Ján")).lines == after.lines


def test_a_rate_that_a_person_set_stays_wherever_the_buyer_lives():
    draft = a_draft(lines=(a_line(vat_rate="8", vat_rate_source=RateSource.USER),))
    assert edit(draft, own_rate=None, buyer=ABROAD["CZ"]).lines == draft.lines
