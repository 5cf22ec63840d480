"""Each choice does what it says, is stored with its author, and is void once its subject changes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import Decision, ExchangeRate, Question
from invoicing.domain.documents.kind import Kind
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.decisions import decided, still_valid
from invoicing.domain.problems.effects import Background
from invoicing.domain.sales.drafting import draft_from
from invoicing.domain.sales.sale import SaleLine
from invoicing.domain.vat.line import Charge, RateSource
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_drafting, a_line, a_sale, a_seller
from tests.shop import Shop

AS_IT_IS = [
    ("unpaid", "confirm"),
    ("paid_less_than_total", "underpaid"),
    ("overpaid", "refund"),
    ("total_mismatch", "confirm"),
    ("allegro_subsidy", "full_price"),
    ("smart_delivery_unclear", "keep"),
    ("returned", "issue_and_correct"),
    ("merged_order", "confirm"),
    ("margin_mixed", "keep"),
    ("nip_added_by_hand", "confirm"),
    ("nip_invalid", "confirm"),
    ("bill_not_for_exempt_seller", "confirm"),
    ("exchange_rate_other_day", "confirm"),
]
CHANGING = [
    ("unpaid", "proforma"),
    ("paid_less_than_total", "paid_in_full"),
    ("deposit_unclear", "per_piece"),
    ("deposit_unclear", "per_line"),
    ("allegro_subsidy", "paid_price"),
    ("smart_delivery_unclear", "remove_delivery"),
    ("returned", "reduce"),
    ("merged_order", "only_rest"),
    ("mpp_undecided", "yes"),
    ("mpp_undecided", "no"),
    ("foreign_vat_undecided", "polish_vat"),
    ("foreign_vat_undecided", "oss"),
]
CHOICES = {code: entry.choice_names for code, entry in ENTRIES.items() if entry.choices}
THREE_MUGS = SaleLine(id="m", name="Kubek", quantity=Decimal(3), price=Decimal("19.99"))


def deciding(code, choice):
    return Decision(code=code, choice=choice, by="anna", at=NOW)


def after(draft, code, choice, **background):
    return decided(draft, deciding(code, choice), Background(**background))


def of_sale(**changes):
    sale = a_sale(**changes)
    return draft_from(sale, a_drafting()), sale


def test_every_choice_is_tried_here():
    assert sorted(AS_IT_IS + CHANGING) == sorted((code, choice) for code in CHOICES for choice in CHOICES[code])


@pytest.mark.parametrize(("code", "choice"), AS_IT_IS)
def test_a_confirmation_changes_nothing_but_is_stored(code, choice):
    draft = a_draft(lines=(a_line(), a_line("Dostawa", "9.99", is_delivery=True)))
    decision = deciding(code, choice)

    assert after(draft, code, choice) == replace(draft, decisions=(decision,))
    assert (decision.by, decision.at) == ("anna", NOW)


@pytest.mark.parametrize("code", [*CHOICES, "cancelled", "vat_rate_missing"])
def test_a_choice_that_is_not_offered_is_refused_with_those_that_are(code):
    with pytest.raises(InvalidFieldError) as refused:
        after(a_draft(), code, "whatever")
    assert refused.value.field == "choice"
    assert all(choice in refused.value.reason for choice in CHOICES.get(code, ["żadna"]))


def test_an_unpaid_order_becomes_a_proforma():
    assert after(a_draft(paid=Decimal("0.00")), "unpaid", "proforma").kind is Kind.PROFORMA


def test_coins_and_gift_cards_pay_in_full_deposits_included():
    charges = (Charge(reason="Kaucja", amount=Decimal("0.50")),)
    draft = after(a_draft(paid=Decimal("15.00"), charges=charges), "paid_less_than_total", "paid_in_full")
    assert draft.paid == Decimal("20.49")


@pytest.mark.parametrize(("choice", "amount"), [("per_piece", "1.50"), ("per_line", "0.50")])
def test_a_deposit_is_per_piece_or_per_line(choice, amount):
    draft, sale = of_sale(lines=(replace(THREE_MUGS, deposit=Decimal("0.50")),), total=None)
    assert [str(charge.amount) for charge in after(draft, "deposit_unclear", choice, sale=sale).charges] == [amount]


def test_a_subsidised_price_is_replaced_by_the_price_paid():
    draft = a_draft(lines=(a_line(price="100.00", quantity="2", subsidy=Decimal("10.00")), a_line("B")))
    lines = after(draft, "allegro_subsidy", "paid_price").lines
    assert [(str(line.unit_gross), str(line.quantity)) for line in lines] == [("95.00", "2"), ("19.99", "1")]


def test_a_delivery_that_the_marketplace_paid_is_removed():
    draft, _ = of_sale(delivery=Decimal("9.99"))
    assert [line.name for line in after(draft, "smart_delivery_unclear", "remove_delivery").lines] == ["Kubek"]


def test_returned_pieces_are_subtracted_and_empty_lines_dropped():
    back = (replace(THREE_MUGS, returned=Decimal(1)), replace(THREE_MUGS, id="n", returned=Decimal(3)))
    draft, sale = of_sale(lines=back)
    lines = after(draft, "returned", "reduce", sale=sale).lines
    assert [(line.id, line.quantity) for line in lines] == [("m", Decimal(2))]


@pytest.mark.parametrize(
    ("held_delivery", "rest"),
    [("0.00", ["14.99"]), ("9.99", ["5.00"]), ("14.99", []), ("20.00", [])],
)
def test_the_rest_of_a_merged_order_is_goods_and_delivery_on_no_other_document(held_delivery, rest):
    """F-22: the part of the delivery that is on other documents is not charged twice, the remainder is charged."""
    lines = (replace(THREE_MUGS, vat_rate="5"), replace(THREE_MUGS, id="n", vat_rate="23"))
    draft, _ = of_sale(lines=lines, delivery=Decimal("14.99"))
    assert len(draft.lines) == 4
    reduced = after(draft, "merged_order", "only_rest", held_lines=frozenset("m"), held_delivery=Decimal(held_delivery))

    assert [line.id for line in reduced.lines if not line.is_delivery] == ["n"]
    assert [str(line.unit_gross * line.quantity) for line in reduced.lines if line.is_delivery] == rest


@pytest.mark.parametrize(("choice", "annex15"), [("yes", True), ("no", False)])
def test_annex_15_is_answered_for_the_goods_that_are_undecided(choice, annex15):
    lines = (a_line(), a_line("B", annex15=False), a_line("Dostawa", is_delivery=True))
    draft = after(a_draft(lines=lines), "mpp_undecided", choice)
    assert [line.annex15 for line in draft.lines] == [annex15, False, None]


SLOVAK = replace(PERSON, address=replace(PERSON.address, country="SK"))


@pytest.mark.parametrize(("choice", "rate"), [("polish_vat", "23"), ("oss", "SK:23")])
def test_a_sale_abroad_is_taxed_at_home_or_where_the_consumer_lives(choice, rate):
    lines = (a_line(vat_rate=None), a_line("B", vat_rate="SK:19", vat_rate_source=RateSource.FILE))
    draft = after(a_draft(lines=lines, buyer=SLOVAK), "foreign_vat_undecided", choice, own_rate="23")
    assert [line.vat_rate for line in draft.lines] == [rate, "SK:19"]


def test_another_decision_about_a_sale_abroad_sets_the_other_rate():
    draft = a_draft(lines=(a_line(vat_rate=None),), buyer=SLOVAK)
    for choice, rate in [("polish_vat", "23"), ("oss", "SK:23"), ("polish_vat", "23")]:
        draft = after(draft, "foreign_vat_undecided", choice, own_rate="23")
        assert [line.vat_rate for line in draft.lines] == [rate]
    assert [decision.choice for decision in draft.decisions] == ["polish_vat"]


DECIDED = tuple(deciding(code, next(iter(choices))) for code, choices in CHOICES.items())
RATE = ExchangeRate(rate=Decimal("4.25"), table="A", date=date(2026, 11, 20))
MONEY = {"total_mismatch", "paid_less_than_total", "overpaid", "unpaid", "mpp_undecided"}


@pytest.mark.parametrize(
    ("changes", "voided"),
    [
        ({"notes": "Dziękujemy"}, set()),
        ({"buyer": replace(PERSON, name="Janina Kowalska")}, set()),
        ({"paid": Decimal("10.00")}, MONEY),
        ({"lines": (a_line(price="20.00"),)}, MONEY),
        ({"charges": (Charge(reason="Kaucja", amount=Decimal("0.50")),)}, MONEY),
        ({"kind": Kind.PROFORMA}, MONEY),
        ({"buyer": COMPANY}, {"nip_invalid", "nip_added_by_hand"}),
        ({"buyer": SLOVAK}, {"foreign_vat_undecided"}),
        ({"exchange_rate": RATE}, {"exchange_rate_other_day"}),
        ({"paid_at": date(2026, 11, 20)}, {"exchange_rate_other_day"}),
        ({"supply_date": date(2026, 11, 20)}, {"exchange_rate_other_day"}),
    ],
)
def test_a_decision_is_void_once_the_amounts_or_numbers_it_was_about_change(changes, voided):
    before = a_draft(decisions=DECIDED)
    valid = {decision.code for decision in still_valid(before, replace(before, **changes))}
    assert valid == set(CHOICES) - voided


def test_a_decision_replaces_an_earlier_one_about_the_same_problem():
    draft = after(after(a_draft(), "returned", "reduce"), "total_mismatch", "confirm")
    draft = after(draft, "returned", "issue_and_correct")
    assert [(d.code, d.choice) for d in draft.decisions] == [
        ("total_mismatch", "confirm"),
        ("returned", "issue_and_correct"),
    ]


def test_questions_of_a_file_are_asked_until_they_are_decided():
    shop = Shop(a_seller())
    sale = a_sale(lines=(replace(THREE_MUGS, returned=Decimal(1)),), total=Decimal("59.97"), paid=Decimal("59.97"))
    document_id = shop.draft(sale)
    assert shop.held_by(document_id) == {"returned"}
    assert Question(code="returned", amount=Decimal(1), of=Decimal(3)) in shop.get(document_id).questions

    shop.decide(document_id, "returned", "issue_and_correct")
    assert shop.held_by(document_id) == set()
