"""The codes of refusals, with their status and their meaning: those of our errors, of the edge, and of conflicts."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from invoicing.domain.basics import errors
from invoicing.domain.basics.errors import InvoicingError
from invoicing.runtime.api.problem_json import STATUSES

NEVER_ANSWERED = (errors.InvoicingError, errors.UnreadableFileError)
"""The base of all, and what a file is refused with: that stands in its import."""
CONFLICTS = {
    "already_replaced": "Another document has taken the place of this one.",
    "already_resolved": "The draft is closed: issued elsewhere, or not needed. Restore it to change that.",
    "mail_not_in_doubt": "Only a mail of which it is not known whether it went out can be settled.",
    "mails_braked": "Too many of the last mails bounced. Mend the addresses, or insist with `despite_bounces`.",
    "number_taken": "The series is further already; it cannot go back.",
    "sender_not_confirmed": "Allegro's addresses take mails from a confirmed sender only (`mail.allegro_sender`).",
    "number_used": "The next number stands on another document already. Move the series forward (`POST /numbers`).",
}
OF_JOBS = {"nothing_to_print"}
"""Conflicts that end a job; they are told in its `error`."""
EDGE = {
    "no_such_route": (HTTPStatus.NOT_FOUND, "There is no such path.", "Nie ma takiej ścieżki."),
    "unsupported_media_type": (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Bodies are `application/json`.",
        "Przyjmuję tylko JSON.",
    ),
    "internal": (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Unforeseen; it was logged under the request's id.",
        "Coś poszło nie tak.",
    ),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code of a refusal."""

    name: str
    status: int
    meaning: str
    title: str = ""


def error_classes(base: type[InvoicingError] = InvoicingError) -> Iterator[type[InvoicingError]]:
    """Yield every kind of refusal."""
    yield base
    for kind in base.__subclasses__():
        yield from error_classes(kind)


def all_codes() -> dict[str, Code]:
    """Return every code that an answer can have."""
    found = {}
    for kind in error_classes():
        if kind not in (*NEVER_ANSWERED, errors.ConflictError):
            meaning = (kind.__doc__ or "").partition("\n")[0]
            found[kind.code] = Code(kind.code, STATUSES[kind].value, meaning, str(kind.title))
    for name, meaning in CONFLICTS.items():
        found[name] = Code(name, STATUSES[errors.ConflictError].value, meaning, errors.ConflictError.title)
    for name, (status, meaning, title) in EDGE.items():
        found[name] = Code(name, status.value, meaning, title)
    return found
