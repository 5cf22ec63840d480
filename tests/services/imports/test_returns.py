"""A file tells of a return after the document was issued: the draft of its correction is prepared."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from invoicing.domain.basics.errors import InvalidFieldError, TryLaterError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.imports.record import Outcome
from invoicing.domain.sales.sale import RETURNED
from tests.builders import COMPANY, a_sale, a_seller
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop, pieces

AMOUNT, DELIVERY = Decimal("59.97"), Decimal("9.99")
TOTAL = AMOUNT + DELIVERY


def a_sold(returned=None, **changes):
    """Return a sale of three mugs and their delivery, of which so many came back."""
    line = replace(a_sale().lines[0], quantity=Decimal(3), returned=None if returned is None else Decimal(returned))
    told: dict[str, Any] = {"lines": (line,), "delivery": DELIVERY, "total": TOTAL, "paid": TOTAL}
    return a_sale(**(told | changes))


def a_shop(kind="auto", sale=None):
    shop = Shop(a_seller())
    document_id = shop.draft(sale or a_sold(), kind=kind)
    shop.issue(document_id)
    return shop, document_id


def corrections(shop):
    return [stored.document for stored in shop.documents.items.values() if stored.document.correction]


def left(document):
    """Return how many mugs and how much delivery a correction leaves."""
    return [(str(line.quantity), str(line.gross)) for line in document.lines]


def test_pieces_that_came_back_are_taken_off_the_invoice_and_the_delivery_stays():
    shop, original = a_shop()
    (row,) = shop.rows(a_sold("1"))
    (draft,) = corrections(shop)

    assert (row.outcome, row.reasons) == (
        Outcome.ALREADY_ISSUED,
        ("Zwrot po wystawieniu dokumentu – przygotowano szkic korekty.",),
    )
    assert (draft.status, draft.corrects.id, left(draft)) == (Status.DRAFT, original, [("2", "39.98"), ("1", "9.99")])
    assert draft.correction.reason == "zwrot towaru (odstąpienie od umowy)"
    assert shop.issue(draft.id).refund == Decimal("19.99")


def test_an_order_that_was_returned_without_saying_what_is_taken_back_as_a_whole():
    shop, _ = a_shop()
    shop.rows(a_sold(status=RETURNED))
    (draft,) = corrections(shop)
    assert left(draft) == [("0", "0.00"), ("0", "0.00")]
    assert draft.refund == TOTAL


def test_an_order_of_which_nothing_came_back_needs_no_correction():
    shop, _ = a_shop()
    shop.rows(a_sold("0", delivery_method="Kurier"))
    assert corrections(shop) == []


def test_the_same_file_again_prepares_no_second_correction():
    """F-23."""
    shop, _ = a_shop()
    for _again in range(3):
        shop.rows(a_sold("1"))
    shop.rows(a_sold("1", delivery_method="Kurier"))
    assert len(corrections(shop)) == 1


def test_when_more_comes_back_an_untouched_draft_is_made_anew():
    shop, _ = a_shop()
    shop.rows(a_sold("1"))
    shop.rows(a_sold("2"))
    (draft,) = corrections(shop)
    assert left(draft)[0] == ("1", "19.99")
    assert draft.totals.gross == Decimal("-39.98")


@pytest.mark.parametrize("change", [{"notes": "uzgodnione telefonicznie"}, "lines"])
def test_a_draft_that_a_person_has_touched_stays_as_it_is(change):
    shop, _ = a_shop()
    shop.rows(a_sold("1"))
    (draft,) = corrections(shop)
    if change == "lines":
        shop.edit_lines(draft.id, unit_gross=Decimal("15.00"))
    else:
        shop.edit(draft.id, **change)
    touched = shop.get(draft.id)
    shop.rows(a_sold("2"))
    assert shop.get(draft.id) == touched


def test_what_was_corrected_already_counts_and_only_the_rest_is_prepared():
    shop, original = a_shop()
    shop.issue(shop.correct(original, pieces(1, "2")))
    shop.rows(a_sold("1"))
    assert len(corrections(shop)) == 1

    shop.rows(a_sold("3"))
    draft = next(document for document in corrections(shop) if document.status is Status.DRAFT)
    assert (left(draft)[0], draft.totals.gross) == (("0", "0.00"), Decimal("-39.98"))


def test_pieces_that_a_draft_was_reduced_by_were_never_sold_nor_taken_back_again():
    shop = Shop(a_seller())
    document_id = shop.draft(a_sold("1"))
    shop.decide(document_id, "returned", "reduce")
    shop.decide(document_id, "total_mismatch", "confirm")
    shop.issue(document_id)
    assert left(shop.get(document_id))[0] == ("2", "39.98")

    shop.rows(a_sold("1", delivery_method="Kurier"))
    assert corrections(shop) == []
    shop.rows(a_sold("2"))
    assert [left(draft)[0] for draft in corrections(shop)] == [("1", "19.99")]


@pytest.mark.parametrize("kind", [Kind.RECEIPT, Kind.PROFORMA])
def test_the_valid_document_of_the_sale_is_corrected_and_not_the_one_before_it(kind):
    shop, first = a_shop(kind=kind)
    invoice = shop.copy(first)
    shop.issue(invoice)
    shop.rows(a_sold("1"))
    assert [draft.corrects.id for draft in corrections(shop)] == [invoice]


def test_of_an_invoice_that_was_issued_anew_the_new_one_is_corrected():
    shop, original = a_shop(sale=a_sold(buyer=replace(COMPANY, nip="9999999999")))
    to_zero, new = (s.document.id for s in shop.reissue(original, replace(COMPANY, nip="1111111111")))
    shop.issue(to_zero)
    shop.issue(new)
    shop.rows(a_sold("1"))
    drafts = [document for document in corrections(shop) if document.status is Status.DRAFT]
    assert [draft.corrects.id for draft in drafts] == [new]


def test_a_proforma_alone_has_nothing_to_take_back():
    shop, _ = a_shop(kind="proforma")
    (row,) = shop.rows(a_sold(status=RETURNED))
    assert (corrections(shop), row.outcome) == ([], Outcome.ALREADY_ISSUED)


def test_after_everything_was_taken_back_a_return_is_old_news():
    shop, original = a_shop()
    shop.issue(shop.correct(original, whole=True))
    shop.rows(a_sold("3", status=RETURNED))
    assert len(corrections(shop)) == 1


def put_aside(shop):
    """Discard the one correction that was prepared, as a person does."""
    (draft,) = corrections(shop)
    stored = shop.documents.items["lipa", draft.id]
    shop.documents.items["lipa", draft.id] = replace(stored, document=replace(draft, status=Status.DISCARDED))


class Dying(InMemoryDocuments):
    """The process dies when it stores the draft of a correction, once."""

    dies = True

    def add_draft(self, seller_id, stored):
        if self.dies:
            self.dies = False
            raise SystemExit
        return super().add_draft(seller_id, stored)


def test_a_crash_before_the_correction_is_stored_loses_it_not(monkeypatch):
    """The sale is not known before its correction is there: the file comes again, and both are."""
    shop = Shop(a_seller(), documents=Dying())
    shop.issue(shop.draft(a_sold()))
    with pytest.raises(SystemExit):
        shop.rows(a_sold("1"))
    assert corrections(shop) == []
    (row,) = shop.rows(a_sold("1"))
    assert len(corrections(shop)) == 1
    assert row.reasons == ("Zwrot po wystawieniu dokumentu – przygotowano szkic korekty.",)


def test_a_return_that_loses_every_race_comes_again(monkeypatch):
    shop, _ = a_shop()
    monkeypatch.setattr(InMemoryDocuments, "remember_sale", lambda *_: False)
    with pytest.raises(TryLaterError):
        shop.rows(a_sold("1"))


def test_a_row_that_is_read_twice_tells_of_the_correction_twice():
    shop, _ = a_shop()
    told = {shop.rows(a_sold("1"))[0].reasons for _ in range(2)}
    assert told == {("Zwrot po wystawieniu dokumentu – przygotowano szkic korekty.",)}


def test_the_same_file_again_makes_no_correction_beside_what_a_person_did_meanwhile():
    """He put the prepared one aside and issued his own."""
    shop, original = a_shop()
    shop.rows(a_sold("1"))
    put_aside(shop)
    shop.issue(shop.correct(original, pieces(1, "1")))
    shop.rows(a_sold("1"))
    assert len(corrections(shop)) == 2


def test_a_correction_that_does_not_fit_stops_no_import(monkeypatch):
    """Too large, for example: the other sales go on, and the row tells that goods came back."""

    def too_large(*_):
        raise InvalidFieldError("lines", "dokument jest za duży.")

    shop, _ = a_shop()
    monkeypatch.setattr(InMemoryDocuments, "add_draft", too_large)
    (row,) = shop.rows(a_sold(status=RETURNED))
    assert row.reasons == ("Zwrot po wystawieniu dokumentu – może być potrzebna korekta.",)


def test_a_correction_that_was_put_aside_is_not_told_as_prepared():
    shop, _ = a_shop()
    shop.rows(a_sold("1"))
    put_aside(shop)
    (row,) = shop.rows(a_sold("1"))
    assert row.reasons == ()
