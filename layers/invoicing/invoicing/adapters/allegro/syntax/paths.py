"""Every path in a file, resolved once: which field it is, whether it opens a group, whether it is unknown.

A file has few distinct paths and many records, so the meaning of a path is resolved on first use and cached in a tree;
reading a record then only follows the tree. The size of the tree is bounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from invoicing.adapters.allegro.vocabulary.field_names import FIELDS, LINE, ORDER, OTHER, TAX_ID, aliases
from invoicing.adapters.allegro.vocabulary.layouts import (
    GROUP_KEYS,
    IGNORED,
    IGNORED_PARTS,
    IGNORED_TREES,
    LINE_FAMILIES,
    OTHER_GROUPS,
    OTHERS,
    line_key,
)
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError

Meaning = tuple[str, int]
"""A field, and how well the path matches it: lower is better."""

_DEPTH_WEIGHT = limits.DEPTH + 1
_PREFIXES = {ORDER: "", LINE: "lineItem/"}


@dataclass(slots=True, eq=False)
class Node:
    """A path from the root of its kind of group.

    `flat` is its meaning on a line, for records that are a line and its order in one row. `opens` is the kind of group
    that this may be; `key` is how strongly the field suggests that its parent is one.
    """

    kind: str
    segments: tuple[str, ...] = ()
    name: str = ""
    meaning: Meaning | None = None
    flat: Meaning | None = None
    opens: str | None = None
    family: int = 0
    key: int = 0
    is_known: bool = True
    children: dict[str, "Node"] = field(default_factory=dict)


class Paths:
    """The paths of one file, and the names of its unknown fields."""

    def __init__(self) -> None:
        self._roots = {kind: Node(kind) for kind in FIELDS}
        self._count = 0
        self._unknown: dict[str, None] = {}

    def root(self, kind: str) -> Node:
        """Return the root of the paths in this kind of group."""
        return self._roots[kind]

    def step(self, parent: Node, name: str) -> Node:
        """Return the node of a field within `parent`; names are as in the file.

        Raises: UnreadableFileError.
        """
        node = parent.children.get(name)
        if node is None:
            node = parent.children[name] = self._new(parent, name)
        return node

    def note_unknown(self, node: Node) -> None:
        """Remember the name of a field with a value but no meaning, unless the name itself looks like a value."""
        node.is_known = True
        if len(self._unknown) < limits.UNKNOWN_FIELDS and not _looks_like_a_value(node.name):
            self._unknown[_PREFIXES.get(node.kind, f"{node.kind}/") + _shortened(node.name)] = None

    def forget_unknown(self, node: Node) -> None:
        """Forget the unknown names below a path that turned out to be a group."""
        start = f"{node.name}/"
        self._unknown = {name: None for name in self._unknown if not name.startswith(start)}

    @property
    def unknown(self) -> tuple[str, ...]:
        """The unknown names so far, sorted."""
        return tuple(sorted(self._unknown))

    def _new(self, parent: Node, name: str) -> Node:
        self._count += 1
        if self._count > limits.FIELDS or len(name) > limits.FIELD_NAME_CHARACTERS:
            raise UnreadableFileError(
                "too_many_fields",
                f"Plik ma ponad {limits.FIELDS} różnych pól albo nazwę pola dłuższą niż "
                f"{limits.FIELD_NAME_CHARACTERS} znaków – to nie jest plik sprzedaży z Allegro.",
            )
        segment = folded(name)
        segments = (*parent.segments, segment)
        node = Node(
            parent.kind,
            segments,
            f"{parent.name}/{name.rpartition('}')[2]}".strip("/"),
            meaning_of(parent.kind, segments),
        )
        if node.kind == ORDER and node.meaning is None:
            node.flat = meaning_of(LINE, segments)
        is_ignored = _is_ignored(node)
        if not is_ignored:
            node.opens, node.family = _opened(parent, segment)
        node.key = _key(node)
        node.is_known = is_ignored or node.meaning is not None or node.flat is not None
        return node


def meaning_of(kind: str, segments: Sequence[str]) -> Meaning | None:
    """Return the field that a path means, or None.

    >>> meaning_of("order", ("delivery", "cost", "amount")), meaning_of("line", ("originalprice", "amount"))
    (('delivery', 36), None)
    """
    best: Meaning | None = None
    for start in range(len(segments)):
        if start and segments[start - 1] in OTHERS:
            break
        for field_name, rank in _INDEX[kind].get(("".join(segments[start:]), start == 0), ()):
            meaning = field_name, rank * _DEPTH_WEIGHT + len(segments)
            if best is None or meaning[1] < best[1]:
                best = meaning
    return best


def _indexed(kind: str) -> dict[tuple[str, bool], list[Meaning]]:
    """Return fields by alias, separately for whole paths (True) and for ends of paths."""
    index: dict[tuple[str, bool], list[Meaning]] = {}
    for field_name, names in aliases(kind):
        for rank, alias in enumerate(names):
            bare = alias.removesuffix("*")
            index.setdefault((bare, True), []).append((field_name, rank))
            if bare != alias:
                index.setdefault((bare, False), []).append((field_name, rank))
    return index


_INDEX = {kind: _indexed(kind) for kind in FIELDS}


def _opened(parent: Node, segment: str) -> tuple[str | None, int]:
    """Return the kind of group that a field may open; anything in a list of groups may be one, whatever its name."""
    if parent.kind in (ORDER, LINE):
        for number, family in enumerate(LINE_FAMILIES):
            if segment in family.names:
                return LINE, number
        for kind, names in OTHER_GROUPS.items():
            if segment in names:
                return kind, 0
    return parent.opens, parent.family


def _key(node: Node) -> int:
    if len(node.segments) != 1:
        return 0
    if node.kind == LINE:
        return line_key(node.segments[0])
    return int(node.segments[0] in GROUP_KEYS.get(node.kind, ()))


def _is_ignored(node: Node) -> bool:
    if not IGNORED_PARTS.isdisjoint(node.segments):
        return True
    joined = "".join(node.segments)
    if joined in IGNORED.get(node.kind, ()) or node.kind in (TAX_ID, OTHER):
        return True
    return joined.startswith(IGNORED_TREES.get(node.kind, ()))


def _shortened(name: str) -> str:
    longest = limits.UNKNOWN_NAME_CHARACTERS
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _looks_like_a_value(name: str) -> bool:
    return "@" in name or any(all(map(str.isdigit, name[at : at + 6])) for at in range(len(name) - 5))
