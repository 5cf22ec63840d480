"""The content of the code for paying by transfer, within the standard's limits."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.adapters.checks.tax_numbers import is_iban
from invoicing.domain.documents import transfer_code as transfers
from invoicing.domain.documents.document import Document, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, Buyer
from tests.adapters.pdf.pdf_samples import (
    COMPANY,
    PERSON,
    SELLER,
    a_correction,
    a_draft,
    an_unpaid_document,
    some_lines,
)


def transfer_code(document: Document) -> str | None:
    return transfers.transfer_code(document, is_iban)


LONGEST = (10, 2, 26, 6, 20, 32, 20, 12, 24)
SPLIT = {"buyer": COMPANY, "annotations": ("mechanizm podzielonej płatności",)}


def test_it_says_whom_to_pay_how_much_and_for_what() -> None:
    assert transfer_code(an_unpaid_document()) == (
        "5260250274|PL|61109010140000071219812874|014474|Sklep Żółta Łódź Gże|AL 1/11/2026|||"
    )


def test_what_was_already_paid_is_not_asked_for_again() -> None:
    document = an_unpaid_document()
    partly = replace(document, paid=Decimal("100.00"), amount_due=Decimal("44.74"))

    assert "|004474|" in str(transfer_code(partly))


@pytest.mark.parametrize("kind", [Kind.INVOICE, Kind.MARGIN_INVOICE, Kind.PROFORMA, Kind.BILL])
def test_every_kind_that_asks_for_money_has_a_code(kind: Kind) -> None:
    assert transfer_code(an_unpaid_document(kind=kind))


def test_a_person_who_sells_has_no_tax_number() -> None:
    assert str(transfer_code(an_unpaid_document(seller=replace(SELLER, nip=None)))).startswith("|PL|")


ABROAD = Buyer(name="Jiří", address=Address(street="Dlouhá 1", city="Praha", country="CZ"))
WITHOUT = {
    "paid": replace(an_unpaid_document(), amount_due=Decimal(0)),
    "overpaid": replace(an_unpaid_document(), amount_due=Decimal(-1)),
    "another currency": an_unpaid_document(currency="EUR"),
    "abroad": an_unpaid_document(buyer=ABROAD),
    "on delivery": an_unpaid_document(payment_method="CASH_ON_DELIVERY"),
    "through Allegro Pay": an_unpaid_document(payment_method="AF"),
    "through Allegro Pay Business": an_unpaid_document(payment_method="EXTENDED_TERM"),
    "split payment": an_unpaid_document(**SPLIT),
    "receipt": an_unpaid_document(kind=Kind.RECEIPT),
    "correction": a_correction(an_unpaid_document(), whole=True),
    "draft": replace(a_draft(), amount_due=Decimal(5)),
    "draft with a number": replace(an_unpaid_document(), status=Status.DRAFT),
    "no seller": replace(an_unpaid_document(), seller=None),
    "no account": an_unpaid_document(seller=replace(SELLER, bank_account=None)),
    "foreign account": an_unpaid_document(seller=replace(SELLER, bank_account="DE89370400440532013000")),
    "wrong account": an_unpaid_document(seller=replace(SELLER, bank_account="62109010140000071219812874")),
    "too much": an_unpaid_document(lines=some_lines(1, unit_gross=Decimal("10000.00"))),
    "too long a number": an_unpaid_document(number="AL/" + "1" * 30),
    "a number in other letters": an_unpaid_document(number="AL|1/11/2026"),
}


@pytest.mark.parametrize("document", WITHOUT.values(), ids=WITHOUT.keys())
def test_nobody_is_led_to_pay_wrongly(document: Document) -> None:
    assert transfer_code(document) is None


@pytest.mark.parametrize("account", ["PL61109010140000071219812874", "61 1090 1014 0000 0712 1981 2874"])
def test_an_account_may_be_written_in_any_way(account: str) -> None:
    document = an_unpaid_document(seller=replace(SELLER, bank_account=account))

    assert "|61109010140000071219812874|" in str(transfer_code(document))


def test_no_account_is_read_from_other_digits() -> None:
    account = "61109010140000071219812874".translate({ord("0") + n: 0x660 + n for n in range(10)})

    assert transfer_code(an_unpaid_document(seller=replace(SELLER, bank_account=account))) is None


def test_check_digits_are_verified_by_the_injected_function() -> None:
    document = an_unpaid_document()

    assert transfers.transfer_code(document, lambda account: account != "PL61109010140000071219812874") is None
    assert transfers.transfer_code(replace(document, seller=replace(SELLER, bank_account="PL" + "0" * 26)), bool)


@given(name=st.text(), number=st.text(min_size=1), grosze=st.integers(1, 10**8))
def test_no_field_is_longer_than_the_standard_allows(name: str, number: str, grosze: int) -> None:
    changes: dict[str, Any] = {"seller": replace(SELLER, name=name), "number": number, "buyer": PERSON}
    document = replace(an_unpaid_document(), amount_due=Decimal(grosze) / 100, **changes)
    content = transfer_code(document)

    if content is not None:
        fields = content.split("|")
        assert len(content) <= 160
        assert len(fields) == 9
        assert all(len(field) <= longest for field, longest in zip(fields, LONGEST, strict=True))
        assert (int(fields[3]), fields[5]) == (grosze, number)
