"""Editing a draft."""

from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import AlreadyIssuedError, NotADraftError, StaleVersionError
from invoicing.domain.documents.document import Status
from invoicing.services.drafts.edit_fields import edit_draft
from tests.builders import a_draft, a_line, stored
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop


def edit(documents, version=1, **changes):
    return edit_draft("lipa", "draft-1", changes, version=version, deps=Shop(documents=documents).changing())


@pytest.fixture
def documents():
    return InMemoryDocuments({("lipa", "draft-1"): stored(a_draft())})


def test_what_is_calculated_follows_what_was_entered(documents):
    edited = edit(documents, lines=(a_line(price="10.00", quantity="3"),))

    assert edited.document.totals.gross == Decimal("30.00")
    assert edited.document.totals.vat == Decimal("5.61")
    assert edited.document.version == 2
    assert "total_mismatch" in edited.summary.problems
    assert edited.summary.is_edited


def test_an_edit_of_an_older_version_changes_nothing(documents):
    """F-56."""
    edit(documents, notes="pierwsza")

    with pytest.raises(StaleVersionError):
        edit(documents, notes="druga")
    assert documents.get("lipa", "draft-1").document.notes == "pierwsza"


@pytest.mark.parametrize(
    ("status", "refusal"), [(Status.ISSUED, AlreadyIssuedError), (Status.DISCARDED, NotADraftError)]
)
def test_only_a_draft_can_be_edited(status, refusal):
    """F-38."""
    documents = InMemoryDocuments({("lipa", "draft-1"): stored(a_draft(status=status))})
    with pytest.raises(refusal):
        edit(documents, notes="nie")


def test_saving_ten_times_moves_no_date(documents):
    """F-64."""
    before = documents.get("lipa", "draft-1").document
    for version in range(1, 11):
        edit(documents, version, notes=str(version))

    after = documents.get("lipa", "draft-1").document
    assert (after.sale_date, after.order, after.created_at) == (before.sale_date, before.order, before.created_at)
