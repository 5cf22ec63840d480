"""What each function says of its routes in its own `routes.py`: plain data, which this reads and checks.

Scopes come from the template and requests from the handlers, so they are not repeated there.
"""

from importlib import import_module
from typing import Any

import msgspec

from infra.local.bootstrap import ROOT


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A route's summary, its answers by status, the codes that not every route refuses with, an example of its body.

    Answers are names of shapes (`infra/openapi/answers.py`), null where there is no body.
    """

    tag: str
    summary: str
    answers: dict[int, str | None]
    refuses: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    media: str = "application/json"
    example: dict[str, Any] | None = None


def words_of(function: str) -> dict[str, Words]:
    """Return what a function says of its routes; `msgspec.ValidationError` where an entry has another form."""
    return msgspec.convert(import_module(f"functions.{function}.routes").ROUTES, dict[str, Words])


FUNCTIONS = tuple(sorted(file.parent.name for file in (ROOT / "functions").glob("*/routes.py")))
ROUTES = {key: words for function in FUNCTIONS for key, words in words_of(function).items()}
