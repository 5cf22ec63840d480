"""A later file with another version of a sale: what it changes in the sale's draft and what it never does."""

from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import TryLaterError
from invoicing.domain.documents.document import Status
from invoicing.domain.imports.record import Outcome
from invoicing.domain.sales.sale import CANCELLED, SaleLine
from tests.builders import a_line, a_sale
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop


def test_a_cancelled_order_that_was_never_drafted_is_no_draft():
    shop = Shop()
    assert shop.outcomes(a_sale(1, status=CANCELLED), a_sale(2)) == [Outcome.CANCELLED, Outcome.DRAFTED]
    assert len(shop.everything()) == 1


@pytest.mark.parametrize("is_edited", [False, True])
def test_an_order_cancelled_after_it_was_drafted_blocks_its_draft_edited_or_not(is_edited):
    """F-27."""
    shop = Shop()
    shop.upload(a_sale(1))
    if is_edited:
        shop.edit(shop.of_order("order-1").id, notes="prezent")

    [row] = shop.rows(a_sale(1, status=CANCELLED))

    assert row.outcome is Outcome.UPDATED
    assert [problem.code for problem in row.problems] == ["cancelled"]
    assert shop.of_order("order-1").notes == ("prezent" if is_edited else "")


def test_an_order_cancelled_after_its_document_was_issued_asks_for_a_correction():
    shop = Shop()
    shop.upload(a_sale(1))
    shop.issue(shop.of_order("order-1").id)

    [row] = shop.rows(a_sale(1, status=CANCELLED))

    assert (row.outcome, row.number) == (Outcome.ALREADY_ISSUED, "AL 1/11/2026")
    assert "korekta" in row.reasons[0]


def test_a_newer_file_refreshes_a_draft_that_nobody_has_edited():
    shop = Shop()
    shop.upload(a_sale(1, status="NEW", paid=None))
    shop.upload(a_sale(1, status="SENT", paid=Decimal("19.99"), delivery=Decimal("0.00")))

    draft = shop.of_order("order-1")
    assert (draft.paid, draft.version) == (Decimal("19.99"), 2)
    assert shop.documents.items["lipa", draft.id].summary.problems == ()


def test_an_edited_draft_and_an_issued_document_keep_every_field():
    shop = Shop()
    shop.upload(a_sale(1), a_sale(2))
    shop.edit(shop.of_order("order-1").id, lines=(a_line("Poprawiony", "19.99"),))
    shop.issue(shop.of_order("order-2").id)
    before = shop.everything()

    outcomes = shop.outcomes(a_sale(1, total=Decimal("99.00")), a_sale(2, total=Decimal("99.00")))

    assert outcomes == [Outcome.ALREADY_DRAFTED, Outcome.ALREADY_ISSUED]
    assert shop.everything() == before


def test_a_discarded_draft_stays_discarded():
    shop = Shop()
    shop.upload(a_sale(1))
    key, stored = next(iter(shop.documents.items.items()))
    discarded = replace(stored.document, status=Status.DISCARDED)
    summary = replace(stored.summary, status=Status.DISCARDED)
    shop.documents.items[key] = replace(stored, document=discarded, summary=summary)

    assert shop.outcomes(a_sale(1, total=Decimal("99.00"))) == [Outcome.DISCARDED]


def lines(*ids: str) -> tuple[SaleLine, ...]:
    return tuple(SaleLine(id=name, name=name, quantity=Decimal(1), price=Decimal("10.00")) for name in ids)


def test_a_jointly_paid_order_with_lines_issued_already_waits_for_a_decision():
    """F-22."""
    shop = Shop()
    shop.upload(a_sale(1, lines=lines("a")), a_sale(2, lines=lines("b")))
    shop.edit(shop.of_order("order-1").id, paid=Decimal("10.00"), lines=(a_line("a", "10.00", id="a"),))
    first = shop.of_order("order-1")
    shop.documents.items["lipa", first.id] = replace(
        shop.documents.items["lipa", first.id],
        document=replace(first, status=Status.ISSUED, number="AL 1/11/2026"),
    )

    [row] = shop.rows(a_sale(3, lines=lines("a", "b", "c")))

    assert row.outcome is Outcome.MERGED
    [problem] = [problem for problem in row.problems if problem.code == "merged_order"]
    assert "AL 1/11/2026" in problem.message
    assert "szkic zamówienia order-2" in problem.message
    assert [q.code for q in shop.of_order("order-2").questions] == ["merged_order"]
    assert shop.of_order("order-1").questions == ()


def never(*_):
    return False


@pytest.mark.parametrize(
    ("write", "before", "sale"),
    [
        ("refresh", a_sale(1), a_sale(1, total=Decimal("29.98"))),
        ("add_sharing", a_sale(1, lines=lines("a")), a_sale(2, lines=lines("a", "b"))),
        ("add_after_cancellation", a_sale(1, status=CANCELLED), a_sale(1)),
    ],
)
def test_what_loses_every_race_is_not_told_as_done_or_known(write, before, sale, monkeypatch):
    """The message comes again; a sale told of without a draft, or with an old one, would be lost."""
    shop = Shop()
    shop.upload(before)
    monkeypatch.setattr(InMemoryDocuments, write, never)
    with pytest.raises(TryLaterError):
        shop.rows(sale)
