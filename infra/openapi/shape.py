"""Descriptions of the shapes of answers: our own types, without hidden fields and with what views add.

None of this runs on AWS. The functions' tests compare every answer with its shape, so a view that changes fails there
until its shape changes too.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, get_type_hints

import msgspec

NOT_ALWAYS: dict[str, frozenset[str]] = {}
"""Fields that an answer may lack, by the name of its shape; all others are always present, null if empty."""
ONE_OF: dict[str, tuple[type, ...]] = {}
"""Shapes that are one of several, by name."""


def shape(name: str, doc: str, /, *, not_always: Iterable[str] = (), **parts: Any) -> type:
    """Return a shape with these fields."""
    NOT_ALWAYS[name] = frozenset(not_always)
    return msgspec.defstruct(name, list(parts.items()), namespace={"__doc__": doc})


def like(
    name: str,
    base: type,
    doc: str,
    /,
    *,
    without: Iterable[str] = (),
    not_always: Iterable[str] = (),
    **more: Any,
) -> type:
    """Return a shape with the fields of one of our types, `without` some and with `more`."""
    hints = get_type_hints(base)
    hidden = {*without, *more}
    kept = {field.name: hints[field.name] for field in fields(base) if field.name not in hidden}
    return shape(name, doc, not_always=not_always, **kept, **more)


def one_of(name: str, *shapes: type) -> type:
    """Return a shape that is one of these."""
    ONE_OF[name] = shapes
    return shape(name, "")
