"""The codes of refusals, with status and meaning: of our errors, of conflicts, and of the edge itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.domain.basics import errors
from invoicing.domain.basics.errors import Conflict, InvoicingError
from invoicing.runtime.api.problem_json import EDGE, STATUSES

NEVER_ANSWERED = (errors.InvoicingError, errors.UnreadableFileError)
"""The base class, and the refusal of a file, which its import or its report shows."""
OF_JOBS = frozenset({Conflict.NOTHING_TO_PRINT})
"""Conflicts that end a job and are in its `error`."""


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code of a refusal."""

    name: str
    status: int
    meaning: str
    title: str = ""


def error_classes(base: type[InvoicingError] = InvoicingError) -> Iterator[type[InvoicingError]]:
    """Yield this class of refusals and all its subclasses."""
    yield base
    for kind in base.__subclasses__():
        yield from error_classes(kind)


def all_codes() -> dict[str, Code]:
    """Return every code that an answer can have, by name."""
    codes = {}
    for kind in error_classes():
        if kind not in (*NEVER_ANSWERED, errors.ConflictError):
            meaning = (kind.__doc__ or "").partition("\n")[0]
            codes[kind.code] = Code(kind.code, STATUSES[kind].value, meaning, str(kind.title))
    status, title = STATUSES[errors.ConflictError].value, errors.ConflictError.title
    for conflict in set(Conflict) - OF_JOBS:
        codes[conflict.value] = Code(conflict.value, status, conflict.meaning, title)
    for refused in EDGE:
        codes[refused.code] = Code(refused.code, refused.status.value, refused.meaning, refused.title)
    return codes
