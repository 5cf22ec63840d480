"""Deciding about a draft, putting it away and taking it back."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import (
    AlreadyIssuedError,
    ConflictError,
    HeldError,
    InvalidFieldError,
    NotADraftError,
    StaleVersionError,
)
from invoicing.domain.documents.document import Resolution, Status
from invoicing.domain.documents.history import What
from invoicing.domain.imports.record import Outcome
from invoicing.domain.sales.sale import SaleLine
from invoicing.domain.sellers.settings import KsefMode
from invoicing.domain.vat.memory import RateBook, VatRule
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.decide import discard, mark_issued_elsewhere, mark_not_needed, restore
from tests.builders import COMPANY, NOW, a_sale, a_seller
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop

UNPAID = a_sale(paid=Decimal("0.00"))
BUSINESS = replace(COMPANY, nip="9999999999")


def laptops(number, annex15=None):
    line = SaleLine(id=f"l-{number}", name="Laptop", quantity=Decimal(4), price=Decimal("4000.00"), offer_id="777")
    amount = Decimal("16000.00")
    return a_sale(number, buyer=BUSINESS, lines=(line,), total=amount, paid=amount)


def changes_of(shop, document_id):
    return [(change.what, change.by) for change in shop.documents.history("lipa", document_id)]


def test_a_decision_is_kept_with_who_took_it_and_when_and_lets_the_draft_through():
    shop = Shop()
    document_id = shop.draft(UNPAID)
    assert shop.held_by(document_id) == {"unpaid"}

    (decision,) = shop.decide(document_id, "unpaid", "confirm").decisions
    assert (decision.code, decision.choice, decision.by, decision.at) == ("unpaid", "confirm", "anna", NOW)
    assert changes_of(shop, document_id) == [(What.DECIDED, "anna")]
    assert shop.issue(document_id).number == "AL 1/11/2026"


def test_a_problem_that_the_draft_does_not_have_cannot_be_decided():
    shop = Shop()
    document_id = shop.draft(a_sale())
    with pytest.raises(InvalidFieldError) as refused:
        shop.decide(document_id, "unpaid", "confirm")
    assert refused.value.field == "code"


def test_a_decision_can_be_taken_anew_while_the_document_is_a_draft_and_not_later():
    shop = Shop()
    document_id = shop.draft(UNPAID)
    shop.decide(document_id, "unpaid", "confirm")
    document = shop.decide(document_id, "unpaid", "proforma")
    assert [decision.choice for decision in document.decisions] == ["proforma"]

    shop.issue(document_id)
    with pytest.raises(AlreadyIssuedError):
        shop.decide(document_id, "unpaid", "confirm")


def test_an_edit_of_the_amounts_asks_again_and_an_edit_of_the_notes_does_not():
    shop = Shop()
    document_id = shop.draft(UNPAID)
    shop.decide(document_id, "unpaid", "confirm")
    shop.edit(document_id, notes="Dziękujemy")
    assert shop.held_by(document_id) == set()

    shop.edit_lines(document_id, unit_gross=Decimal("29.99"))
    assert shop.held_by(document_id) == {"unpaid", "total_mismatch"}
    with pytest.raises(HeldError):
        shop.issue(document_id)


@pytest.mark.parametrize(("choice", "is_listed"), [("yes", True), ("no", False)])
def test_annex_15_is_asked_once_per_offer(choice, is_listed):
    shop = Shop()
    first = shop.draft(laptops(1))
    assert shop.held_by(first) == {"mpp_undecided"}
    shop.decide(first, "mpp_undecided", choice)

    second = shop.draft(laptops(2))
    assert shop.held_by(first) == shop.held_by(second) == set()
    assert shop.documents.rules.book("lipa") == RateBook(by_offer={"777": VatRule(vat_rate="23", annex15=is_listed)})
    for document_id in (first, second):
        assert ("mechanizm podzielonej płatności" in shop.issue(document_id).annotations) is is_listed


def test_the_rest_of_a_merged_order_and_the_other_document_together_are_the_order():
    """F-22: goods and delivery, each once."""
    shop = Shop()
    mug, plate = (
        SaleLine(id=name, name=name, quantity=Decimal(1), price=Decimal(price))
        for name, price in (("Kubek", "20.00"), ("Talerz", "30.00"))
    )
    first = shop.draft(
        a_sale(1, lines=(mug,), delivery=Decimal("10.00"), total=Decimal("30.00"), paid=Decimal("30.00"))
    )
    shop.issue(first)
    both = a_sale(2, lines=(mug, plate), delivery=Decimal("14.00"), total=Decimal("64.00"), paid=Decimal("64.00"))
    (row,) = shop.rows(both)
    document_id = shop.draft(both)
    assert (row.outcome, shop.held_by(document_id)) == (Outcome.MERGED, {"merged_order"})

    rest = shop.decide(document_id, "merged_order", "only_rest")
    assert [(line.name, str(line.gross)) for line in rest.lines] == [("Talerz", "30.00"), ("Dostawa", "4.00")]
    assert rest.totals.gross + shop.get(first).totals.gross == Decimal("64.00")


def test_a_confirmed_number_of_a_consumer_s_order_is_asked_about_when_it_changes():
    shop = Shop()
    document_id = shop.draft(a_sale())
    shop.edit(document_id, buyer=BUSINESS)
    assert shop.held_by(document_id) == {"nip_added_by_hand"}
    shop.decide(document_id, "nip_added_by_hand", "confirm")
    assert shop.held_by(document_id) == set()

    shop.edit(document_id, buyer=replace(BUSINESS, nip="1111111111"))
    assert shop.held_by(document_id) == {"nip_added_by_hand"}


@pytest.mark.parametrize("ksef_number", [None, "1111111111-20261124-0A1B2C3D4E5F-C5"])
def test_issued_elsewhere_keeps_both_numbers_and_takes_none_here(ksef_number):
    shop = Shop(a_seller(ksef_mode=KsefMode.HOLD))
    document_id = shop.draft(a_sale(buyer=BUSINESS))
    mark_issued_elsewhere("lipa", document_id, " FS  77/2026 ", ksef_number, shop.changing())

    view = shop.view(document_id)
    assert (view["status"], view["resolution"], view["elsewhere"]) == ("discarded", "issued_elsewhere", "FS 77/2026")
    assert view["ksef"]["number"] == ksef_number
    assert (shop.counters(), changes_of(shop, document_id)) == ({}, [(What.DISCARDED, "anna")])


def test_a_number_elsewhere_is_needed_and_once_given_is_not_replaced_silently():
    """F-55: what is refused is not answered as done."""
    shop = Shop()
    document_id = shop.draft(a_sale())
    with pytest.raises(InvalidFieldError) as refused:
        mark_issued_elsewhere("lipa", document_id, "  ", None, shop.changing())
    assert refused.value.field == "number"

    first = mark_issued_elsewhere("lipa", document_id, "FS 77/2026", None, shop.changing())
    assert mark_issued_elsewhere("lipa", document_id, "FS 77/2026", None, shop.changing()) == first
    with pytest.raises(ConflictError) as conflict:
        mark_issued_elsewhere("lipa", document_id, "FS 78/2026", None, shop.changing())
    assert conflict.value.code == "already_resolved"


def test_a_draft_ends_in_one_way_until_it_is_restored():
    shop = Shop()
    document_id = shop.draft(a_sale())
    mark_not_needed("lipa", document_id, shop.changing())
    with pytest.raises(ConflictError):
        mark_issued_elsewhere("lipa", document_id, "FS 77/2026", None, shop.changing())

    document = restore("lipa", document_id, shop.changing()).document
    assert (document.status, document.resolution, document.elsewhere) == (Status.DRAFT, None, None)
    assert shop.issue(document_id).number == "AL 1/11/2026"


@pytest.mark.parametrize(
    ("put_away", "outcome", "resolution"),
    [
        (
            lambda i, o: mark_issued_elsewhere("lipa", i, "FS 1", None, o),
            Outcome.ALREADY_ISSUED_ELSEWHERE,
            "issued_elsewhere",
        ),
        (lambda i, o: mark_not_needed("lipa", i, o), Outcome.DISCARDED, "not_needed"),
        (lambda i, o: discard("lipa", i, o), Outcome.DISCARDED, None),
    ],
)
def test_what_was_put_away_stays_away_when_the_order_comes_again(put_away, outcome, resolution):
    shop = Shop()
    document_id = shop.draft(a_sale())
    put_away(document_id, shop.changing())
    (row,) = shop.rows(a_sale(delivery_method="Kurier"))

    assert (row.outcome, shop.get(document_id).resolution) == (outcome, resolution)
    with pytest.raises(NotADraftError):
        shop.issue(document_id)
    with pytest.raises(NotADraftError):
        shop.decide(document_id, "unpaid", "confirm")


@pytest.mark.parametrize("action", [discard, mark_not_needed, restore])
def test_an_issued_document_is_neither_put_away_nor_restored(action):
    shop = Shop()
    document_id = shop.draft(a_sale())
    shop.issue(document_id)
    with pytest.raises(AlreadyIssuedError):
        action("lipa", document_id, shop.changing())


def test_discarding_and_restoring_twice_change_nothing_more():
    shop = Shop()
    document_id = shop.draft(a_sale())
    assert discard("lipa", document_id, shop.changing()) == discard("lipa", document_id, shop.changing())
    assert restore("lipa", document_id, shop.changing()) == restore("lipa", document_id, shop.changing())
    assert [what for what, _ in changes_of(shop, document_id)] == [What.DISCARDED, What.RESTORED]
    assert discard("lipa", document_id, shop.changing()).document.resolution is None
    assert mark_not_needed("lipa", document_id, shop.changing()).document.resolution is Resolution.NOT_NEEDED


@dataclass
class SeenBefore(InMemoryDocuments):
    """The first one who reads sees an older version."""

    seen: list[Stored] = field(default_factory=list)

    def get(self, seller_id: str, document_id: str) -> Stored:
        return self.seen.pop() if self.seen else super().get(seller_id, document_id)


def test_a_decision_about_a_draft_that_someone_changed_meanwhile_is_refused():
    """F-56."""
    shop = Shop()
    document_id = shop.draft(UNPAID)
    seen = shop.documents.get("lipa", document_id)
    shop.edit(document_id, notes="pierwsza")
    shop.documents = SeenBefore(items=shop.documents.items, seen=[seen])

    with pytest.raises(StaleVersionError):
        shop.decide(document_id, "unpaid", "confirm")
    assert shop.get(document_id).notes == "pierwsza"
