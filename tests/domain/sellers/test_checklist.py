"""What sellers are asked before their first document."""

from dataclasses import replace

import pytest

from invoicing.domain.documents.parties import Address, VatStatus
from invoicing.domain.problems.preflight import find_problems
from invoicing.domain.sellers.checklist import checklist_of, missing
from invoicing.domain.sellers.settings import KsefMode, Numbering, SellerSettings
from tests.builders import CHECKS, NOW, a_draft, a_seller


def test_there_are_eight_questions_each_blocking_or_with_a_default():
    items = checklist_of(SellerSettings(id="nowy"))
    assert len(items) == 8
    assert not any(item.is_answered for item in items)
    assert all(item.default for item in items if not item.is_blocking)
    assert missing(SellerSettings(id="nowy")) == ("company", "numbering")


@pytest.mark.parametrize(
    "settings",
    [
        a_seller(),
        a_seller(numbering=Numbering()),
        a_seller(name=""),
        a_seller(nip=None),
        a_seller(address=Address()),
        a_seller(place=None),
        a_seller(vat_status=VatStatus.OUTSIDE, nip=None),
        a_seller(vat_status=VatStatus.EXEMPT, vat_basis=None),
        a_seller(vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1"),
    ],
)
def test_nothing_is_missing_exactly_when_nothing_of_the_seller_holds_a_draft(settings):
    """The checklist and the pre-flight agree."""
    rate = "23" if settings.vat_status is VatStatus.ACTIVE else "zw"
    [line] = a_draft().lines
    draft = a_draft(lines=(replace(line, vat_rate=rate),))
    of_the_seller = {"seller_incomplete", "numbering_not_confirmed", "exemption_basis_missing"}
    held = {problem.code for problem in find_problems(draft, settings, CHECKS, NOW.date())} & of_the_seller
    assert bool(missing(settings)) is bool(held)


def test_answers_are_shown_in_words():
    settings = a_seller(ksef_mode=KsefMode.WAIVED_2026, bank_account="61 1090")
    answers = {item.code: item.answer for item in checklist_of(settings)}
    assert answers["ksef"] == "wyjątek 10 000 zł do 31.12.2026"
    assert answers["bank_account"] == "61 1090"
    assert "zapisany w Allegro" in str(answers["sender"])


def test_a_document_in_another_currency_has_the_account_for_it():
    settings = a_seller(bank_account="61 1090", bank_accounts={"EUR": "PL 99"})
    accounts = [settings.printed(currency).bank_account for currency in ("PLN", "EUR", "CZK")]
    assert accounts == ["61 1090", "PL 99", "61 1090"]
