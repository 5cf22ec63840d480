"""Descriptions of routes: plain data in each function's `routes.py`, which this module reads and checks.

Scopes come from the template and requests from the handlers, so they are not repeated there.
"""

from importlib import import_module
from typing import Any

import msgspec

from infra.local.bootstrap import ROOT


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A route's summary, its answers by status, the codes that are not common to all routes, an example of its body.

    Answers are names of shapes (`infra/openapi/answers.py`), None where there is no body.
    """

    tag: str
    summary: str
    answers: dict[int, str | None]
    refuses: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    media: str = "application/json"
    example: dict[str, Any] | None = None


def words_of(function: str) -> dict[str, Words]:
    """Return a function's descriptions of its routes.

    Raises: msgspec.ValidationError.
    """
    return msgspec.convert(import_module(f"functions.{function}.routes").ROUTES, dict[str, Words])


FUNCTIONS = tuple(sorted(file.parent.name for file in (ROOT / "functions").glob("*/routes.py")))
ROUTES = {key: words for function in FUNCTIONS for key, words in words_of(function).items()}
