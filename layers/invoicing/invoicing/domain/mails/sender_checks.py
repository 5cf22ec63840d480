"""Checks of a seller's sender address, before mails bounce."""

from collections.abc import Iterable, Iterator

from invoicing.domain.documents.email_addresses import is_free_mail, is_masked
from invoicing.domain.problems.catalogue.seller import REPLY_TO_MISSING, SENDER_IS_FREE_MAIL, SENDER_NOT_CONFIRMED
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sellers.settings import SellerSettings


def sender_problems(settings: SellerSettings) -> Iterator[Problem]:
    """Yield the problems to expect with mails from this seller's sender address."""
    if not settings.may_write_to_masked:
        yield SENDER_NOT_CONFIRMED()
    if is_free_mail(settings.mail.sender):
        yield SENDER_IS_FREE_MAIL()
    if settings.mail.reply_to is None and settings.email is None:
        yield REPLY_TO_MISSING()


def notices_of(addresses: Iterable[str | None], settings: SellerSettings) -> tuple[str, ...]:
    """Return the notices for the report of a file with sales to these addresses, each once."""
    if settings.may_write_to_masked or not any(map(is_masked, addresses)):
        return ()
    return (f"{SENDER_NOT_CONFIRMED.message} {SENDER_NOT_CONFIRMED.way_out}",)
