"""An XML document as a tree that grows while its bytes are read, guarded against hostile files.

Why not `defusedxml.ElementTree.iterparse` throughout: its refusals are right, but its parser is pure Python and with
Python 3.11's expat does not finish on one huge token. A document type is only valid before the root element, and
entities only in a document type. So defusedxml reads the prolog and refuses both; the rest goes to the C parser, which
takes less than half the time. What neither limits is limited here: a token, text, comment or attribute can't be longer
than what may be read without completing a transaction; the depth of open elements is measured after each piece. Pieces
grow while no transaction is completed, because that expat reads an unfinished token again with every piece.
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
    """A document being read. `top` holds the tree so far, starting with the root; readers remove finished parts.

    Raises: UnreadableFileError.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._head = _safe_prolog(stream)
        self._builder = TreeBuilder()
        self.top: Element = self._builder.start("", {})
        # the text has been converted to UTF-8, whatever the declaration says
        self._parser = XMLParser(target=self._builder, encoding="utf-8")  # noqa: S314 - the prolog has been checked
        self._piece = _PIECE
        self._idle = 0
        self.is_whole = False
        self.error: UnreadableFileError | None = None

    def grow(self) -> None:
        """Read a piece. A fault is stored in `error`, so that everything finished before it can still be used."""
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
        """True if nothing more will be read."""
        return self.is_whole or self.error is not None

    def finished_one(self) -> None:
        """Reset the limit for the next transaction."""
        self._idle = 0
        self._piece = _PIECE

    @property
    def idle(self) -> int:
        """Bytes read since the last finished transaction."""
        return self._idle

    def _depth(self) -> int:
        """Return the depth of the open element, at most."""
        depth, element = 0, self.top
        while len(element) and depth <= limits.DEPTH:
            depth, element = depth + 1, element[-1]
        return depth


class _RootReachedError(Exception):
    """The prolog has been read."""


class _UntilRoot:
    """A parser's target that stops it at the first element."""

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        raise _RootReachedError


def _safe_prolog(stream: IO[bytes]) -> bytes:
    """Return the bytes up to the root element or slightly beyond; document types and entities are refused."""
    guard: Any = DefusedXMLParser(target=_UntilRoot(), encoding="utf-8", forbid_dtd=True)
    head = b""
    try:
        while piece := stream.read(_PROLOG_PIECE):
            head += piece
            guard.feed(piece)
            if len(head) > limits.PROLOG_BYTES:
                raise _record_too_large()
        guard.close()  # newer parsers defer what may be incomplete
    except (_RootReachedError, ParseError):
        return head  # the document's own parser reports any error
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
