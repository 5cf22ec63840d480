"""Finds the elements of an XML file that are its transactions: by name, else by shape."""

from dataclasses import dataclass, field
from itertools import islice
from xml.etree.ElementTree import Element

from invoicing.adapters.allegro.syntax.paths import Paths
from invoicing.adapters.allegro.syntax.records import Collector, Group
from invoicing.adapters.allegro.syntax.xml_items import parts_of
from invoicing.adapters.allegro.vocabulary.field_names import LINE
from invoicing.adapters.allegro.vocabulary.layouts import COUNTS, LINE_FAMILIES, RECORDS
from invoicing.adapters.allegro.vocabulary.spelling import folded

Path = tuple[str, ...]
"""Folded names of elements, from the root."""

_DEEPEST_RECORD = 6
_SAMPLES = 3
_MOST_ELEMENTS = 2_000
"""Enough elements to recognise the layout, and few enough to inspect again as a hostile file grows."""

_MOST_PARTS = 10_000
_MOST_SHAPES = 30
_MOST_PARTS_OF_A_SHAPE = 1_000
_LINE_NAMES = frozenset[str]().union(*(family.names for family in LINE_FAMILIES))


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    group: Group

    @property
    def is_sale(self) -> bool:
        """True if it has lines, or is a row with one."""
        return bool(self.group.of(LINE)) or self.group.is_row

    @property
    def is_numbered(self) -> bool:
        """True if it has a number of its own, not in an inner element."""
        number = self.group.values.get("order_id")
        return number is not None and "/" not in number[2]

    @property
    def is_transaction(self) -> bool:
        """True if it has the shape of one: a number and lines or an amount. A line's `id` is a number too."""
        has_amount = bool(self.group.values.keys() & {"total", "total_paid", "paid", "payment_amount"})
        if not self.is_numbered or not (self.is_sale or has_amount):
            return False
        return self.path[-1] not in _LINE_NAMES or folded(self.group.values["order_id"][2]) != "id"


@dataclass(slots=True)
class _Place:
    """Elements of one path: their count, and the first ones with parts."""

    count: int = 0
    samples: list[Element] = field(default_factory=list)


def find_records(top: Element, *, is_over: bool) -> Path | None:
    """Return the path of the transactions in the tree so far; None while it is uncertain, or if there are none.

    Of the elements with a known name and lines, take the outermost one with a number of its own, since a whole file may
    be called a sale. When the file is complete, also consider elements without lines, and the most repeated ones in the
    shape of a transaction, whatever their name.
    """
    places = _places(top, is_over=is_over)
    named = [
        _Candidate(path, _group_of(sample))
        for path, place in places.items()
        if path[-1] in RECORDS
        for sample in place.samples
        if _is_smaller(sample, _MOST_PARTS)
    ]
    if found := _best([candidate for candidate in named if candidate.is_sale]):
        return found
    return (_by_shape(places) or _best(named)) if is_over else None


def _best(candidates: list[_Candidate]) -> Path | None:
    ranked = sorted(candidates, key=lambda candidate: (not candidate.is_numbered, len(candidate.path)))
    return ranked[0].path if ranked else None


def _by_shape(places: dict[Path, _Place]) -> Path | None:
    ranked = sorted(places.items(), key=lambda item: (-item[1].count, len(item[0])))
    for path, place in ranked[:_MOST_SHAPES]:
        samples = [sample for sample in place.samples if _is_smaller(sample, _MOST_PARTS_OF_A_SHAPE)]
        candidates = [_Candidate(path, _group_of(sample)) for sample in samples]
        if any(candidate.is_transaction for candidate in candidates):
            return path
    return None


def _places(top: Element, *, is_over: bool) -> dict[Path, _Place]:
    """Return the paths of the elements with parts; samples are finished elements, or any if the file is complete."""
    places: dict[Path, _Place] = {}
    waiting: list[tuple[Path, Element, bool]] = [((), top, is_over)]
    visited = 0
    for path, parent, is_finished in waiting:
        for number, child in enumerate(parent, start=1):
            visited += 1
            if visited > _MOST_ELEMENTS:
                return places
            if not (len(child) or child.keys()):
                continue
            here = (*path, folded(child.tag))
            is_child_finished = is_finished or number < len(parent)
            place = places.setdefault(here, _Place())
            place.count += 1
            if is_child_finished and len(place.samples) < _SAMPLES:
                place.samples.append(child)
            if len(here) < _DEEPEST_RECORD:
                waiting.append((here, child, is_child_finished))
    return places


def _is_smaller(element: Element, most: int) -> bool:
    """False for a huge element: a hostile file may be one with everything inside, which is no transaction."""
    return next(islice(element.iter(), most, None), None) is None


def _group_of(element: Element) -> Group:
    """Return an element as a transaction, without remembering its names."""
    return Collector(Paths(), parts_of).record(element)


def announced_count(top: Element, path: Path) -> int | None:
    """Return the number of transactions given by a header beside the records, if any."""
    for root in top:
        for beside in root:
            if folded(beside.tag) not in path:
                for element in beside.iter():
                    text = (element.text or "").strip()
                    if folded(element.tag) in COUNTS and text.isascii() and text.isdecimal():
                        return int(text[:9])
    return None
