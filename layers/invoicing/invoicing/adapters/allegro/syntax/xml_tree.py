"""An XML document as a tree that grows while its bytes are read, behind guards against hostile files.

Why not `defusedxml.ElementTree.iterparse` for all of it: its refusals are right, but its parser is pure Python and does
not end on one huge token with the expat of Python 3.11. A document type can only stand before the root element, and
entities only in a document type. So defusedxml reads what is before the root and refuses any of these; the rest goes to
the C parser, which takes less than half the time. What neither of the two limits is limited here: a token, a text, a
comment or an attribute can't be longer than what may be read without finishing a transaction; the depth of the open
elements is measured after each piece. Pieces grow while nothing is finished, because that expat reads an unfinished
token again with every piece.
"""

from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from invoicing.adapters.allegro.syntax.records import too_deep
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError

_PIECE = 16 * 1024
_LARGEST_PIECE = 256 * 1024
_PROLOG_PIECE = 1024
_CUT_OFF = frozenset({3, 5, 6})
"""Expat's codes for: no element found, unclosed token, partial character."""


class XmlTree:
    """A document on its way in. `top` holds what has been read, the root first; readers take finished parts out."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._head = _safe_prolog(stream)
        self._builder = TreeBuilder()
        self.top: Element = self._builder.start("", {})
        # the text has been brought to UTF-8, whatever the declaration says
        self._parser = XMLParser(target=self._builder, encoding="utf-8")  # noqa: S314 - the prolog has been checked
        self._piece = _PIECE
        self._idle = 0
        self.is_whole = False
        self.error: UnreadableFileError | None = None

    def grow(self) -> None:
        """Read a piece. What is wrong with it is kept as `error`, so that what is finished before it can be taken."""
        piece = self._head or self._stream.read(self._piece)
        self._head = b""
        try:
            if piece:
                self._parser.feed(piece)
            else:
                self._parser.close()
                self.is_whole = True
        except ParseError as error:
            self.error = _not_xml(error)
            return
        self._idle += len(piece)
        self._piece = min(2 * self._piece, _LARGEST_PIECE)
        if self._idle > limits.RECORD_BYTES + _LARGEST_PIECE:
            self.error = _record_too_large()
        elif self._depth() > limits.DEPTH:
            self.error = too_deep()

    @property
    def is_over(self) -> bool:
        """Will nothing more come?"""
        return self.is_whole or self.error is not None

    def finished_one(self) -> None:
        """Note that a transaction was finished, so that the next one has room again."""
        self._idle = 0
        self._piece = _PIECE

    @property
    def idle(self) -> int:
        """How many bytes were read since the last finished transaction."""
        return self._idle

    def _depth(self) -> int:
        """How deep the element that is open now lies, at most."""
        depth, element = 0, self.top
        while len(element) and depth <= limits.DEPTH:
            depth, element = depth + 1, element[-1]
        return depth


class _RootReachedError(Exception):
    """What stands before the root element has been read."""


class _UntilRoot:
    """Takes the events of a parser and stops it at the first element."""

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        raise _RootReachedError


def _safe_prolog(stream: IO[bytes]) -> bytes:
    """Return the bytes up to the root element or some more, refusing document types and entities."""
    guard: Any = DefusedXMLParser(target=_UntilRoot(), encoding="utf-8", forbid_dtd=True)
    head = b""
    try:
        while piece := stream.read(_PROLOG_PIECE):
            head += piece
            guard.feed(piece)
            if len(head) > limits.PROLOG_BYTES:
                raise _record_too_large()
        guard.close()  # newer parsers put off what may not be complete yet
    except (_RootReachedError, ParseError):
        return head  # the parser of the document says what is wrong with it
    except DefusedXmlException as error:
        raise UnreadableFileError(
            "xml_dtd",
            "Plik zawiera definicje DTD lub encje – takich plików nie czytam. Pobierz plik z Allegro jeszcze raz.",
        ) from error
    return head


def _record_too_large() -> UnreadableFileError:
    return UnreadableFileError(
        "record_too_large",
        f"Ponad {limits.RECORD_BYTES // 1024 // 1024} MB pliku bez ani jednego całego zamówienia – "
        "to nie jest plik sprzedaży z Allegro.",
    )


def _not_xml(error: ParseError) -> UnreadableFileError:
    line, column = error.position
    if error.code in _CUT_OFF:
        return UnreadableFileError(
            "not_xml", f"Plik XML jest ucięty (kończy się w wierszu {line}). Pobierz go z Allegro jeszcze raz."
        )
    return UnreadableFileError(
        "not_xml",
        f"To nie jest poprawny plik XML (błąd w wierszu {line}, znak {column + 1}). Pobierz go z Allegro jeszcze raz.",
    )
