"""Rates remembered for offers, given to the drafts that wait."""

from dataclasses import replace

import pytest

from invoicing.domain.basics.errors import TryLaterError
from invoicing.domain.vat.memory import RateBook, VatRule
from invoicing.services.drafts.vat_memory import apply_to_drafts
from tests.builders import a_draft, a_line, stored
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop

BOOK = RateBook(by_offer={"7": VatRule(vat_rate="8")})


class Contested(InMemoryDocuments):
    """Somebody changes each draft just before it is refreshed, so often."""

    def __init__(self, times):
        super().__init__()
        self.times = times

    def refresh(self, seller_id, draft):
        if self.times:
            self.times -= 1
            key = (seller_id, draft.stored.document.id)
            there = self.items[key]
            changed = replace(there.document, version=there.document.version + 1, notes="prezent")
            self.items[key] = replace(there, document=changed)
        return super().refresh(seller_id, draft)


def applied(documents):
    documents.items["lipa", "d"] = stored(a_draft(id="d", lines=(a_line(offer_id="7"),)))
    return apply_to_drafts("lipa", BOOK, Shop(documents=documents).applying_rates())


def test_a_draft_that_somebody_changes_meanwhile_gets_its_rate_too():
    documents = Contested(2)
    assert applied(documents).drafts == 1
    draft = documents.get("lipa", "d").document
    assert (draft.lines[0].vat_rate, draft.notes) == ("8", "prezent")


def test_a_draft_that_cannot_be_had_is_not_told_as_done():
    with pytest.raises(TryLaterError):
        applied(Contested(99))
