"""Checks of a draft's buyer."""

from collections.abc import Callable, Iterator

from invoicing.domain.basics.countries import EU
from invoicing.domain.basics.money import show_amount
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.email_addresses import is_masked, to_ascii
from invoicing.domain.documents.kind import INVOICES, KINDS
from invoicing.domain.documents.legal_notes import (
    SPLIT_PAYMENT_ABOVE,
    is_above_split_payment,
    may_need_split_payment,
)
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.problems.catalogue.buyer import (
    BUYER_ADDRESS_MISSING,
    BUYER_NAME_MISSING,
    CASH_PAYMENT_LIMIT,
    EMAIL_MASKED,
    EMAIL_MISSING,
    EMAIL_UNUSABLE,
    EU_COMPANY,
    INVOICE_NOT_REQUESTED,
    MPP_UNDECIDED,
    NAME_TOO_LONG,
    NIP_INVALID,
    NIP_MISSING,
)
from invoicing.domain.problems.problem import Problem

IsNip = Callable[[str], bool]
LONGEST_NAME = 512
"""Maximum length in KSeF, in characters."""


def buyer_problems(document: Document, is_nip: IsNip) -> Iterator[Problem]:
    """Yield what is missing or wrong in the buyer's data."""
    yield from _named(document)
    yield from _tax_number(document, is_nip)
    yield from _business(document)
    yield from _reached(document)


def _named(document: Document) -> Iterator[Problem]:
    buyer = document.buyer
    if not KINDS[document.evidence_kind].names_buyer:
        return
    if not buyer.name:
        yield BUYER_NAME_MISSING()
    elif len(buyer.name) > LONGEST_NAME:
        yield NAME_TOO_LONG(characters=len(buyer.name))
    if not buyer.address.is_complete:
        yield BUYER_ADDRESS_MISSING()


def _tax_number(document: Document, is_nip: IsNip) -> Iterator[Problem]:
    buyer = document.buyer
    if buyer.is_company and not buyer.nip and not buyer.tax_id:
        yield NIP_MISSING()
    if buyer.nip and not is_nip(buyer.nip):
        yield NIP_INVALID(nip=buyer.nip)


def _business(document: Document) -> Iterator[Problem]:
    buyer = document.buyer
    if document.kind not in INVOICES or not buyer.is_business:
        return
    country = buyer.address.country
    if buyer.tax_id and not buyer.nip and country in EU:
        yield EU_COMPANY()
    if _may_hold_annex15(document):
        yield MPP_UNDECIDED()
    if document.payment_method == PaymentWay.ON_DELIVERY and is_above_split_payment(document):
        yield CASH_PAYMENT_LIMIT(limit=show_amount(SPLIT_PAYMENT_ABOVE, "PLN"))


def _may_hold_annex15(document: Document) -> bool:
    """True if the total is high enough for annex 15 to matter and it is undecided whether any goods are in it."""
    goods = [line for line in document.lines if not line.is_delivery]
    is_open = any(line.annex15 is None for line in goods) and not any(line.annex15 for line in goods)
    return is_open and may_need_split_payment(document)


def _reached(document: Document) -> Iterator[Problem]:
    email = document.buyer.email
    if not email:
        yield EMAIL_MISSING()
    elif to_ascii(email) is None:
        yield EMAIL_UNUSABLE(email=email)
    elif is_masked(email):
        yield EMAIL_MASKED()
        if document.kind in INVOICES and document.order and document.order.invoice_wanted is False:
            yield INVOICE_NOT_REQUESTED()
