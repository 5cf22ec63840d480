"""The content of the code for paying by transfer: the "2D" standard of the Polish Bank Association, for banks' apps.

    NIP | country | account | grosze | recipient | title | reserved | reserved | reserved

The standard leaves six digits for the amount and thirty-two letters for the title. A document that does not fit has
no code: nobody may pay a truncated amount or under a truncated number. Only the recipient's name may be shortened.
"""

import re
import unicodedata
from collections.abc import Callable

from invoicing.domain.documents.document import Document, Status
from invoicing.domain.documents.kind import KINDS
from invoicing.domain.documents.legal_notes import SPLIT_PAYMENT
from invoicing.domain.documents.payment import NOT_BY_TRANSFER

LONGEST_RECIPIENT, LONGEST_TITLE, LONGEST_AMOUNT = 20, 32, 6

IsIban = Callable[[str], bool]
POLISH_ACCOUNT = re.compile("(?:PL)?([0-9]{26})")
_NOT_ALLOWED = re.compile(r"[^ -{}~ĄĆĘŁŃÓŚŹŻąćęłńóśźż]")
"""All but ASCII and Polish letters; `|` separates the fields."""


def transfer_code(document: Document, is_iban: IsIban) -> str | None:
    """Return the content of the code; None if there is nothing to pay by an ordinary Polish transfer.

    Split payment needs another kind of transfer, and a buyer who pays the courier or Allegro would pay twice.
    """
    seller = document.seller
    if seller is None or not _is_paid_by_transfer(document):
        return None
    account = polish_account(document, is_iban)
    if account is None:
        return None
    grosze, title = f"{int(document.amount_due * 100):06}", _allowed(document.number or "")
    if len(grosze) > LONGEST_AMOUNT or not 0 < len(title) <= LONGEST_TITLE or title != document.number:
        return None
    nip = seller.nip or ""  # a person has none
    recipient = _allowed(seller.name)[:LONGEST_RECIPIENT].rstrip()
    return "|".join((nip, "PL", account, grosze, recipient, title, "", "", ""))


def polish_account(document: Document, is_iban: IsIban) -> str | None:
    """Return the 26 digits of the seller's account; None unless it is Polish and its check digits are right."""
    account = document.seller.bank_account if document.seller else None
    match = POLISH_ACCOUNT.fullmatch("".join((account or "").split()))
    if match is None:
        return None
    return match[1] if is_iban(f"PL{match[1]}") else None


def _is_paid_by_transfer(document: Document) -> bool:
    return (
        document.status is Status.ISSUED
        and KINDS[document.kind].is_to_pay
        and document.amount_due > 0
        and document.currency == "PLN"
        and document.buyer.address.country == "PL"
        and document.payment_method not in NOT_BY_TRANSFER
        and SPLIT_PAYMENT not in document.annotations
    )


def _allowed(text: str) -> str:
    """Return the text in letters that the standard allows: foreign accents are dropped, other signs become blanks.

    >>> _allowed("Café | Žluťoučký „Łoś”")
    'Cafe Zlutoucky Łoś'
    """
    return " ".join("".join(map(_allowed_letter, unicodedata.normalize("NFC", text))).split())


def _allowed_letter(letter: str) -> str:
    if not _NOT_ALLOWED.match(letter):
        return letter
    return _NOT_ALLOWED.sub("", unicodedata.normalize("NFKD", letter)) or " "
