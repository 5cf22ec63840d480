"""Corrections of issued documents (art. 106j): what they contain, what they refuse, and that they add up to a state."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from invoicing.domain.basics.errors import InvalidFieldError, NothingLeftError, NotIssuedError
from invoicing.domain.documents.correction import CorrectionRequest, LineCorrection, correction_of, ensure_corrects
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.vat.line import Charge
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_line, a_seller, sold_by

NOTHING = Decimal("0.00")


def issue(draft, number="AL 1/11/2026"):
    return issued(draft, PrintedNumber("AL", number), on=NOW.date(), at=NOW, **sold_by(a_seller()))


def an_original(*lines, **changes):
    return issue(a_draft(lines=lines or (a_line(quantity="3"),), **changes))


def correct(original, *lines, last=None, paid=None, reason="zwrot towaru", **request):
    correction = CorrectionRequest(reason=reason, lines=lines, **request)
    paid = original.paid if paid is None else paid
    return correction_of(original, last, correction, document_id="c-1", at=NOW, paid=paid)


def a_change(line, **changes):
    values: dict[str, Any] = {name: value if name == "vat_rate" else Decimal(value) for name, value in changes.items()}
    return LineCorrection(line=line, **values)


def test_a_correction_names_its_original_reason_and_buyer_and_has_no_number_yet():
    draft = correct(an_original(), a_change(1, quantity="2"), reason="  zwrot \n towaru ")

    assert (draft.kind, draft.number, draft.corrects.number) == (Kind.CORRECTION, None, "AL 1/11/2026")
    assert (draft.corrects.issue_date, draft.corrects.kind) == (NOW.date(), Kind.INVOICE)
    assert (draft.correction.reason, draft.buyer) == ("zwrot towaru", PERSON)


@pytest.mark.parametrize(
    ("change", "vat", "gross"),
    [
        ({"quantity": "2"}, "-3.73", "-19.99"),
        ({"unit_gross": "18.00"}, "-1.11", "-5.97"),
        ({"vat_rate": "8"}, "-6.77", "0.00"),
        ({"quantity": "4"}, "3.74", "19.99"),
    ],
)
def test_the_difference_is_the_table_after_less_the_table_before(change, vat, gross):
    """Never the VAT of the difference: one mug of three takes 3.73 back, not 3.74."""
    totals = correct(an_original(), a_change(1, **change)).totals
    assert (str(totals.vat), str(totals.gross)) == (vat, gross)


def test_lines_are_named_by_position_or_by_id_and_the_others_stay():
    original = an_original(a_line("A", quantity="2"), a_line("B", quantity="2"))
    by_id = correct(original, LineCorrection(id="B", quantity=Decimal(1)))

    assert [line.quantity for line in by_id.lines] == [Decimal(2), Decimal(1)]
    assert by_id.lines == correct(original, a_change(2, quantity="1")).lines


def test_a_partial_return_keeps_the_delivery_as_it_was_split():
    delivery = (
        a_line("D5", "4.99", vat_rate="5", is_delivery=True),
        a_line("D23", "10.00", vat_rate="23", is_delivery=True),
    )
    draft = correct(
        an_original(a_line("Książka", "44.90", vat_rate="5"), a_line("Lampa"), *delivery), a_change(1, quantity="0")
    )
    assert [(line.vat_rate, line.gross) for line in draft.lines if line.is_delivery] == [
        ("5", Decimal("4.99")),
        ("23", Decimal("10.00")),
    ]


def test_a_whole_return_takes_delivery_and_deposits_back():
    deposit = Charge(reason="Kaucja", amount=Decimal("6.00"))
    delivery = a_line("D", "9.99", is_delivery=True)
    original = an_original(a_line(), delivery, charges=(deposit,), paid=Decimal("35.98"))
    draft = correct(original, whole=True)

    assert (draft.totals.gross, draft.to_pay, draft.refund) == (Decimal("-29.98"), Decimal("-35.98"), Decimal("35.98"))
    assert draft.state.is_empty


@pytest.mark.parametrize(
    ("paid", "refund", "amount_due"),
    [("59.97", "19.99", "-19.99"), ("50.00", "10.02", "-10.02"), ("39.98", "0.00", "0.00"), ("0.00", "0.00", "0.00")],
)
def test_a_refund_is_only_what_was_paid_and_is_no_longer_owed(paid, refund, amount_due):
    draft = correct(an_original(), a_change(1, quantity="2"), paid=Decimal(paid))
    assert (draft.refund, draft.amount_due) == (Decimal(refund), Decimal(amount_due))


def test_what_a_correction_raises_is_due():
    draft = correct(an_original(), a_change(1, quantity="4"))
    assert (draft.refund, draft.amount_due) == (NOTHING, Decimal("19.99"))


@pytest.mark.parametrize("reason", ["", "  ", "\n", "z" * 257])
def test_a_correction_needs_a_reason_and_not_too_long_a_one(reason):
    """F-67."""
    with pytest.raises(InvalidFieldError) as refused:
        correct(an_original(), a_change(1, quantity="2"), reason=reason)
    assert refused.value.field == "reason"
    assert correct(an_original(), a_change(1, quantity="2"), reason="z" * 256).correction.reason == "z" * 256


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ((a_change(2, quantity="1"),), "lines[0]"),
        ((LineCorrection(id="nie ma", quantity=Decimal(1)),), "lines[0]"),
        ((LineCorrection(quantity=Decimal(1)),), "lines[0]"),
        ((a_change(1, quantity="2"), a_change(1, quantity="-1")), "lines[1].quantity"),
        ((a_change(1, quantity="3"),), "lines"),
        ((), "lines"),
    ],
)
def test_an_unknown_line_a_negative_one_and_a_correction_of_nothing_are_refused(lines, field):
    with pytest.raises(InvalidFieldError) as refused:
        correct(an_original(), *lines)
    assert refused.value.field == field


def test_a_buyer_s_name_and_address_are_corrected_without_any_difference_in_money():
    draft = correct(an_original(), buyer=replace(PERSON, name="Jan Kowalski-Nowak"))
    assert (draft.buyer.name, draft.totals.by_rate, draft.to_pay) == ("Jan Kowalski-Nowak", (), NOTHING)


@pytest.mark.parametrize(
    "buyer",
    [replace(COMPANY, nip="5260250274"), replace(COMPANY, nip=None), replace(COMPANY, nip=None, tax_id="DE123456789")],
)
def test_a_wrong_tax_number_is_not_corrected_but_the_document_issued_again(buyer):
    with pytest.raises(InvalidFieldError) as refused:
        correct(an_original(buyer=COMPANY), buyer=buyer)
    assert refused.value.field == "buyer.nip"


@pytest.mark.parametrize("kind", [Kind.PROFORMA, Kind.CORRECTION])
def test_a_proforma_and_a_correction_are_not_corrected(kind):
    with pytest.raises(InvalidFieldError):
        correct(issue(a_draft(kind=kind)), whole=True)


def test_a_draft_is_edited_and_not_corrected():
    with pytest.raises(NotIssuedError):
        correct(a_draft(), whole=True)


def test_after_everything_was_taken_back_nothing_is_left_to_correct():
    original = an_original()
    with pytest.raises(NothingLeftError):
        correct(original, a_change(1, quantity="1"), last=issue(correct(original, whole=True)))


def test_the_lines_of_a_correction_draft_may_be_changed_but_none_added_or_left_out():
    draft = correct(an_original(a_line("A"), a_line("B")), a_change(1, quantity="0"))
    assert ensure_corrects(draft) == draft
    for lines in ((draft.lines[0],), (*draft.lines, a_line("C")), draft.lines[::-1]):
        with pytest.raises(InvalidFieldError):
            ensure_corrects(recalculated(replace(draft, lines=lines)))


RATES = ["23", "8", "5", "0", "zw", "marza"]
line_ids = st.integers(1, 4)
changes = st.one_of(
    st.builds(LineCorrection, line=line_ids, quantity=st.integers(0, 6).map(Decimal)),
    st.builds(LineCorrection, line=line_ids, unit_gross=st.decimals("0.01", "500.00", places=2)),
    st.builds(LineCorrection, line=line_ids, vat_rate=st.sampled_from(RATES)),
)
requests = st.tuples(st.lists(changes, min_size=1, max_size=3), st.sampled_from([False, False, False, True]))
baskets = st.lists(
    st.tuples(st.decimals("0.01", "500.00", places=2), st.integers(1, 6), st.sampled_from(RATES)),
    min_size=4,
    max_size=4,
)


def chain_of(original: Document, requested) -> list[Document]:
    """Issue one correction after another, skipping those that are refused."""
    chain: list[Document] = []
    for lines, whole in requested:
        try:
            draft = correct(original, *lines, last=chain[-1] if chain else None, whole=whole)
        except (InvalidFieldError, NothingLeftError):
            continue
        chain.append(issue(draft))
    return chain


@settings(max_examples=settings().max_examples * 3 // 2, suppress_health_check=[HealthCheck.too_slow])
@given(baskets, st.lists(requests, min_size=1, max_size=5))
def test_the_original_and_all_differences_add_up_to_the_last_correction_s_state(basket, requested):
    """F-14: per rate and in total, in net, VAT and gross; and nothing is returned that was not sold."""
    lines = [a_line(f"L{n}", str(price), str(pieces), vat_rate=rate) for n, (price, pieces, rate) in enumerate(basket)]
    original = an_original(*lines)
    chain = chain_of(original, requested)
    assume(chain)
    claimed = chain[-1].state.totals

    for column in ("net", "vat", "gross"):
        documents = [original, *chain]
        assert sum(getattr(d.totals, column) for d in documents) == getattr(claimed, column)
        for rate in RATES:
            rows = [getattr(row, column) for d in documents for row in d.totals.by_rate if row.vat_rate == rate]
            claimed_rows = [getattr(row, column) for row in claimed.by_rate if row.vat_rate == rate]
            assert sum(rows, NOTHING) == sum(claimed_rows, NOTHING)
    assert all(line.quantity >= 0 for line in chain[-1].lines)
    assert all(row.vat == 0 for d in chain for row in d.totals.by_rate if row.vat_rate in ("zw", "marza"))


@given(baskets, st.lists(st.tuples(line_ids, st.integers(0, 5)), min_size=1, max_size=5))
def test_of_a_paid_document_exactly_what_is_taken_back_is_refunded(basket, taken_back):
    original = an_original(*(a_line(f"L{n}", str(p), str(q), vat_rate=r) for n, (p, q, r) in enumerate(basket)))
    chain, paid, refunds = [], original.paid, NOTHING
    for line, remaining in taken_back:
        state = chain[-1].lines if chain else original.lines
        if remaining >= state[line - 1].quantity:
            continue
        last = chain[-1] if chain else None
        chain.append(issue(correct(original, a_change(line, quantity=str(remaining)), last=last, paid=paid - refunds)))
        refunds += chain[-1].refund
    assert refunds == (original.to_pay - chain[-1].state.to_pay if chain else NOTHING)
