"""Raw records: the content of one transaction, whatever the syntax, before any value is checked.

A syntax yields the parts of its items (a name, a text, an inner item); from these, one walk collects fields by their
meaning, and groups (lines, services, surcharges, tax numbers) separately.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from invoicing.adapters.allegro.syntax.paths import Node, Paths
from invoicing.adapters.allegro.vocabulary.field_names import LINE, ORDER, OTHER
from invoicing.adapters.allegro.vocabulary.layouts import LINE_FAMILIES, OTHER_KEY, QUANTITY_KEY
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError

Item = Any
"""An element of XML or an object of JSON."""

Part = tuple[str, str | None, Item | None]
"""A part of an item: its name (empty for the item's own text), its text, and its inner item."""

PartsOf = Callable[[Item], Iterator[Part]]

Value = tuple[int, str, str]
"""How well the path matches the field (lower is better), the text, and the path as in the file."""

NOTHING = frozenset({"null", "NULL", "None"})
"""Texts that mean no value: missing, empty, blank and null are the same (F-25). `Null` is a surname."""


@dataclass(slots=True)
class Group:
    """A transaction, a line or another group: its values by field, and its inner groups by kind.

    `flat` has the fields of the line, in case the record is a row with a line and its order. `broken` is the reason in
    Polish why the whole record cannot be trusted.
    """

    values: dict[str, Value] = field(default_factory=dict)
    flat: dict[str, Value] = field(default_factory=dict)
    groups: dict[str, list["Group"]] = field(default_factory=dict)
    family: int = 0
    broken: str | None = None

    def of(self, kind: str) -> list["Group"]:
        """Return the groups of a kind."""
        return self.groups.get(kind, [])

    def add(self, kind: str, inner: "Group") -> None:
        """Add an inner group; too many of them mark the record as broken."""
        groups = self.groups.setdefault(kind, [])
        if len(groups) < limits.LINES:
            groups.append(inner)
        else:
            self.broken = f"transakcja ma ponad {limits.LINES} pozycji."

    def absorb(self, other: "Group") -> None:
        """Merge another row of the same transaction; existing values stay."""
        for name, value in other.values.items():
            self.values.setdefault(name, value)
        for kind, groups in other.groups.items():
            for inner in groups:
                self.add(kind, inner)

    @property
    def is_row(self) -> bool:
        """True for a line and its order in one row."""
        return not self.of(LINE) and "quantity" in self.flat and bool(self.flat.keys() & {"price", "amount", "name"})


class Collector:
    """Collects the raw records of one file.

    Raises: UnreadableFileError.
    """

    def __init__(self, paths: Paths, parts_of: PartsOf) -> None:
        self._paths = paths
        self._parts_of = parts_of

    def record(self, item: Item) -> Group:
        """Return an item as a transaction; if no lines are recognised by name, they are by shape."""
        root, group = self._paths.root(ORDER), Group()
        self._collect(item, root, group, 1)
        if not group.of(LINE) and not group.is_row and self._learn_lines(item, root, 1):
            group = Group()
            self._collect(item, root, group, 1)
        return group

    def pass_over(self, name: str, item: Item) -> None:
        """Walk through an item that is no transaction, only to apply the limits."""
        self._collect(item, self._paths.step(self._paths.root(OTHER), name), Group(), 1)

    def _collect(self, item: Item, node: Node, group: Group, depth: int) -> None:
        if depth > limits.DEPTH:
            raise too_deep()
        paths, step = self._paths, self._paths.step
        for name, text, inside in self._parts_of(item):
            child = node.children.get(name) or step(node, name)
            if text:
                take(paths, group, child, text)
            if inside is not None:
                if child.opens is not None and self._is_group(inside, child):
                    self._open(inside, child.opens, child.family, group, depth)
                else:
                    self._collect(inside, child, group, depth + 1)

    def _open(self, item: Item, kind: str, family: int, group: Group, depth: int) -> None:
        inner = Group(family=family)
        group.add(kind, inner)
        self._collect(item, self._paths.root(kind), inner, depth + 1)

    def _is_group(self, item: Item, node: Node) -> bool:
        """True for a group rather than a list of the same name: only a group has a group's fields itself."""
        is_weak = node.opens == LINE and not LINE_FAMILIES[node.family].is_strong
        needed = QUANTITY_KEY if is_weak else OTHER_KEY
        root = self._paths.root(node.opens or LINE)
        step = self._paths.step
        return any(step(root, name).key >= needed for name, _, _ in self._parts_of(item))

    def _learn_lines(self, item: Item, node: Node, depth: int) -> bool:
        """Learn that items with a quantity and a name or price are lines, whatever their name; True if any are."""
        if depth > limits.DEPTH:
            raise too_deep()
        root, is_found = self._paths.root(LINE), False
        for name, _, inside in self._parts_of(item):
            child = self._paths.step(node, name)
            if inside is None or child.opens is not None:
                continue
            keys = {self._paths.step(root, part).key for part, _, _ in self._parts_of(inside)}
            if keys >= {QUANTITY_KEY, OTHER_KEY}:
                child.opens = LINE
                self._paths.forget_unknown(child)
                is_found = True
            else:
                is_found |= self._learn_lines(inside, child, depth + 1)
        return is_found


def take(paths: Paths, group: Group, node: Node, text: str) -> None:
    """Store a text under its path's field, unless it is blank or means no value."""
    if text.isspace() or text in NOTHING:
        return
    meaning, values = node.meaning, group.values
    if meaning is None:
        meaning, values = node.flat, group.flat
    if meaning is None:
        if not node.is_known:
            paths.note_unknown(node)
        return
    field_name, rank = meaning
    existing = values.get(field_name)
    if existing is None or rank < existing[0]:  # the first of equally good matches counts
        values[field_name] = (rank, text, node.name)


def too_deep() -> UnreadableFileError:
    """Return the refusal of a file that is nested too deeply."""
    return UnreadableFileError(
        "too_deep", f"Plik ma ponad {limits.DEPTH} poziomów zagnieżdżenia – to nie jest plik sprzedaży z Allegro."
    )
