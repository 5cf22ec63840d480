"""Payment of a document: the amount in words, the method and, while something is due, the account."""

from collections.abc import Iterator
from decimal import Decimal

from invoicing.adapters.pdf.drawing.facts import Fact
from invoicing.adapters.pdf.words.amounts import amount_in_words
from invoicing.adapters.pdf.words.labels import Labels
from invoicing.domain.basics.money import NBSP, ZERO
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.payment import NOT_BY_TRANSFER, printed_way
from invoicing.domain.documents.transfer_code import POLISH_ACCOUNT


def payment_facts(document: Document, labels: Labels) -> Iterator[Fact]:
    """Yield what the buyer needs in order to pay; no account if they pay the courier or Allegro."""
    for name, amount in _amounts_in_words(document):
        if words := amount_in_words(amount, document.currency, labels.languages):
            yield Fact(labels.each(name), "\n".join(words))
    if document.payment_method:
        yield Fact(labels.each("payment_method"), "\n".join(labels.translations(printed_way(document.payment_method))))
    account = document.seller.bank_account if document.seller else None
    if account and document.amount_due > 0 and document.payment_method not in NOT_BY_TRANSFER:
        yield Fact(labels.each("account"), grouped_account(account, with_country=_is_paid_from_abroad(document)))
        if document.number:
            yield Fact(labels.each("transfer_title"), document.number)


def _amounts_in_words(document: Document) -> Iterator[tuple[str, Decimal]]:
    """Yield the total without deposits; of a correction, the refund or the additional payment."""
    if document.correction is None:
        yield "total_in_words" if document.charges else "in_words", document.totals.gross
    elif amount := document.refund or max(document.to_pay, ZERO):
        yield "in_words", amount


def _is_paid_from_abroad(document: Document) -> bool:
    """True if the payer's bank needs an IBAN: Polish banks accept the digits alone, but for zloty only."""
    return document.buyer.address.country != "PL" or document.currency != "PLN"


def grouped_account(account: str, *, with_country: bool = False) -> str:
    """Return a Polish account number as banks print it, others unchanged.

    >>> grouped_account("PL61109010140000071219812874").replace(NBSP, " ")
    '61 1090 1014 0000 0712 1981 2874'
    >>> grouped_account("61 1090 1014 0000 0712 1981 2874", with_country=True).replace(NBSP, " ")
    'PL61 1090 1014 0000 0712 1981 2874'
    """
    match = POLISH_ACCOUNT.fullmatch(account.replace(" ", ""))
    if not match:
        return account
    digits = match[1]
    groups = (digits[start : start + 4] for start in range(2, len(digits), 4))
    return NBSP.join([f"{'PL' if with_country else ''}{digits[:2]}", *groups])
