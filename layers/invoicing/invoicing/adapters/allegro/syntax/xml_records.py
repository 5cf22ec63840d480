"""Transactions of an XML file, one raw record at a time."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO
from xml.etree.ElementTree import Element

from invoicing.adapters.allegro.syntax.paths import Paths
from invoicing.adapters.allegro.syntax.records import Collector, Group
from invoicing.adapters.allegro.syntax.xml_items import parts_of
from invoicing.adapters.allegro.syntax.xml_layout import Path, announced_count, find_records
from invoicing.adapters.allegro.syntax.xml_tree import XmlTree
from invoicing.adapters.allegro.vocabulary.layouts import RECORDS
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.files import limits
from invoicing.adapters.files.file_kind import no_sales


class XmlRecords:
    """The transactions of an XML file; `start` returns its text from the start, as UTF-8.

    Raises: UnreadableFileError.
    """

    def __init__(self, start: Callable[[], IO[bytes]], paths: Paths) -> None:
        self._start = start
        self._collector = Collector(paths, parts_of)
        tree = XmlTree(start())
        self._path = _path_in(tree)
        self._levels = {level: {name} for level, name in enumerate(self._path)}
        self.expected = announced_count(tree.top, self._path)

    def records(self, after: int) -> Iterator[Group]:
        """Yield the raw records that follow the first `after` ones."""
        return map(self._collector.record, islice(self.elements(), after, None))

    def elements(self) -> Iterator[Element]:
        """Yield the elements of all transactions, each as soon as it is complete."""
        tree = XmlTree(self._start())
        while not tree.is_over:
            tree.grow()
            for element in self._taken(tree.top, 0, is_finished=tree.is_whole):
                tree.finished_one()
                yield element
        if tree.error is not None:
            raise tree.error

    def _taken(self, parent: Element, level: int, *, is_finished: bool) -> Iterator[Element]:
        """Take the finished transactions out of the tree; the last child may still be open, so it stays."""
        finished = len(parent) if is_finished else len(parent) - 1
        children = parent[:finished] if finished > 0 else []
        for child in children:
            if not self._is_on_path(child, level):
                self._collector.pass_over(child.tag, child)
            elif level == len(self._path) - 1:
                yield child
            else:
                yield from self._taken(child, level + 1, is_finished=True)
        del parent[: len(children)]
        if not is_finished and len(parent) and level < len(self._path) - 1 and self._is_on_path(parent[-1], level):
            yield from self._taken(parent[-1], level + 1, is_finished=False)

    def _is_on_path(self, element: Element, level: int) -> bool:
        if element.tag in self._levels[level]:
            return True
        name = folded(element.tag)
        if name == self._path[level] or (level == len(self._path) - 1 and name in RECORDS):
            self._levels[level].add(element.tag)
            return True
        return False


def _path_in(tree: XmlTree) -> Path:
    """Read until the path of the transactions is certain, and return it."""
    while not tree.is_over and tree.idle <= limits.RECORD_BYTES:
        tree.grow()
        if path := find_records(tree.top, is_over=False):
            return path
    path = find_records(tree.top, is_over=True)
    if path is None:
        raise tree.error or no_sales()
    return path
