"""Who changed what in a draft, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from invoicing.domain.documents.document import CALCULATED, IDENTITY, Document

LONGEST_VALUE = 200
_UNTRACKED = frozenset({*IDENTITY, *CALCULATED, "decisions"})
"""Fields that nobody enters; a decision is a step of its own."""


class What(StrEnum):
    """What was done to a document."""

    EDITED = "edited"
    DECIDED = "decided"
    DISCARDED = "discarded"
    RESTORED = "restored"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field before and after, shortened for reading."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step of a draft's history; `version` is the one it led to."""

    version: int
    what: What
    by: str
    at: datetime
    text: str
    changes: tuple[FieldChange, ...] = ()


WORDS = {
    What.EDITED: "zmienił(a)",
    What.DECIDED: "zdecydował(a)",
    What.DISCARDED: "odrzucił(a) szkic",
    What.RESTORED: "przywrócił(a) szkic",
    What.ERASED: "usunął(-ęła) dane nabywcy",
}


def change_of(before: Document, after: Document, what: What, by: str, at: datetime, note: str = "") -> Change:
    """Return the step from one version of a draft to the next."""
    changes = tuple(_field_changes(before, after))
    details = note or ", ".join(f"{change.field}: {change.before} → {change.after}" for change in changes[:3])
    text = f"{by} {WORDS[what]}{f' {details}' if details else ''}"
    return Change(version=after.version, what=what, by=by, at=at, text=text, changes=changes)


def _field_changes(before: Document, after: Document) -> Iterable[FieldChange]:
    for field in fields(Document):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in _UNTRACKED:
            continue
        if field.name == "lines":
            yield from _line_changes(before, after)
        elif field.name == "buyer":
            yield from (_changed(f"buyer.{name}", *pair) for name, pair in _differing(old, new))
        else:
            yield _changed(field.name, old, new)


def _line_changes(before: Document, after: Document) -> Iterable[FieldChange]:
    old = {line.id: line for line in before.lines}
    new = {line.id: line for line in after.lines}
    for line_id in dict.fromkeys((*old, *new)):
        if line_id not in new:
            yield _changed("lines", old[line_id].name, None)
        elif line_id not in old:
            yield _changed("lines", None, new[line_id].name)
        else:
            entered = ("name", "quantity", "unit", "unit_gross", "vat_rate", "gtu", "annex15", "purchase_price")
            yield from (
                _changed(f"{new[line_id].name}.{name}", *pair)
                for name, pair in _differing(old[line_id], new[line_id])
                if name in entered
            )


def _differing(old: Any, new: Any) -> Iterable[tuple[str, tuple[object, object]]]:
    for field in fields(old):
        pair = (getattr(old, field.name), getattr(new, field.name))
        if pair[0] != pair[1]:
            yield field.name, pair


def _changed(field: str, old: object, new: object) -> FieldChange:
    return FieldChange(field=field, before=_shown(old), after=_shown(new))


def _shown(value: object) -> str:
    return "–" if value is None or value == "" else str(value)[:LONGEST_VALUE]
