"""The encoding of a file. A declaration is only a hint: the bytes decide, and if they don't, the file is refused.

Valid UTF-8 with letters beyond ASCII is UTF-8, whatever is declared: text in other encodings is valid UTF-8 by chance
only with a few capitals (`SPÓŁKA` in windows-1250), so a file with few such letters is weighed. Otherwise windows-1250
and ISO-8859-2 are weighed by how much of the text each makes Polish, Czech, Slovak, Hungarian or German; they differ in
Ą ą Ś ś Ź ź and in quotes and dashes, which ISO-8859-2 lacks. No letter is ever replaced.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

from invoicing.adapters.files.letters import UTF_8, Weighing, is_twice_encoded
from invoicing.domain.basics.errors import UnreadableFileError

_BLOCK = 64 * 1024
_PIECE = 16 * 1024
_HEAD = 1024
_MOSTLY = 4
_FEW = 64
"""This many letters beyond ASCII are never valid UTF-8 by chance."""

_DECLARED = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_IN_ASCII = re.compile("utf-7|hz|iso2022.*")
"""Encodings that write letters in plain ASCII: only the declaration reveals them."""

_OTHER_MARKS = {b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32", b"+/v": "UTF-7"}
_ASCII = bytes(range(128))
_RUN = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The codec of a file's text; the text begins at byte `start`."""

    codec: str
    start: int = 0

    def texts(self, source: IO[bytes]) -> Iterator[str]:
        """Yield the text in pieces.

        Raises: UnreadableFileError.
        """
        decoder = codecs.getincrementaldecoder(self.codec)()
        try:
            for block in _blocks(source, self.start, _PIECE):
                yield decoder.decode(block)
            decoder.decode(b"", True)
        except UnicodeDecodeError as error:
            raise broken_text("koniec albo środek pliku") from error

    def utf_8(self, source: IO[bytes]) -> IO[bytes]:
        """Return the text as a stream of UTF-8 bytes."""
        if self.codec == UTF_8:
            source.seek(self.start)
            return source
        return cast(IO[bytes], _Utf8(self.texts(source)))


class _Utf8:
    """A stream of UTF-8 bytes over pieces of text."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._rest = b""

    def read(self, size: int) -> bytes:
        """Return `size` bytes, fewer only at the end."""
        while len(self._rest) < size and (text := next(self._texts, None)) is not None:
            self._rest += text.encode(UTF_8)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def encoding_of(source: IO[bytes]) -> Encoding:
    """Return the encoding of a seekable file; one that is unknown, unclear or broken is refused.

    Raises: UnreadableFileError.
    """
    source.seek(0)
    head = source.read(_HEAD)
    for mark, name in _OTHER_MARKS.items():
        if head.startswith(mark):
            raise unknown_encoding(name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding(codec="utf-16")
    declared = _declared(head)
    if declared and _IN_ASCII.fullmatch(declared):
        raise unknown_encoding(declared)
    is_marked = head.startswith(codecs.BOM_UTF8)
    start = len(codecs.BOM_UTF8) if is_marked else 0
    seen = _survey(source, start)
    if seen.bad and (is_marked or seen.good >= _MOSTLY * seen.bad):
        raise broken_text(f"od wiersza {seen.bad_line}")
    if not seen.bad and (is_marked or seen.good >= _FEW or not seen.good):
        codec = UTF_8
    else:
        codec = _weighed(source, seen, declared)
    if codec == UTF_8 and seen.sample and is_twice_encoded(seen.sample):
        raise broken_text("na przykład „Ĺ‚” zamiast „ł”")
    return Encoding(codec=codec, start=start)


def unknown_encoding(name: str | None) -> UnreadableFileError:
    """Return the refusal of an unsupported encoding; `name` is the declared one."""
    what = f"Nie czytam plików w kodowaniu {name}." if name else "Nie rozpoznaję kodowania liter w tym pliku."
    return UnreadableFileError("encoding_unknown", f"{what} Zapisz go w UTF-8 (albo windows-1250) i wgraj jeszcze raz.")


def broken_text(where: str) -> UnreadableFileError:
    """Return the refusal of a file whose letters were broken before the upload."""
    return UnreadableFileError(
        "encoding_broken",
        f"Litery w pliku są zepsute ({where}). Pobierz plik z Allegro jeszcze raz i wgraj bez otwierania.",
    )


@dataclass(slots=True)
class _Survey:
    """A file read as UTF-8: count of letters beyond ASCII, of invalid bytes, line of the first of these, some text."""

    good: int = 0
    bad: int = 0
    bad_line: int = 0
    sample: str = ""


def _survey(source: IO[bytes], start: int) -> _Survey:
    seen, line = _Survey(), 1
    decoder = codecs.getincrementaldecoder(UTF_8)("surrogateescape")
    for block in _blocks(source, start):
        if b"\0" in block:
            raise UnreadableFileError("binary_file", "To nie jest plik tekstowy. Pobierz plik z Allegro jeszcze raz.")
        if block.isascii() and not decoder.getstate()[0]:
            line += block.count(b"\n")
            continue
        text = decoder.decode(block)
        bad = [] if _is_valid(text) else re.findall("[\udc80-\udcff]", text)
        if bad and not seen.bad:
            seen.bad_line = line + text.count("\n", 0, text.index(bad[0]))
        seen.bad += len(bad)
        seen.good += len(text) - len(bad) - (len(block) - len(block.translate(None, _ASCII)))
        seen.sample = seen.sample or text
        line += text.count("\n")
    if decoder.getstate()[0] and not seen.good:
        seen.bad += 1  # the file's only letter beyond ASCII is cut off at its end
    return seen


def _is_valid(text: str) -> bool:
    try:
        text.encode(UTF_8)
    except UnicodeEncodeError:
        return False
    return True


def _blocks(source: IO[bytes], start: int, size: int = _BLOCK) -> Iterator[bytes]:
    source.seek(start)
    while block := source.read(size):
        yield block


def _declared(head: bytes) -> str | None:
    match = _DECLARED.match(head.lstrip())
    if match is None:
        return None
    name = match[1].decode("ascii")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _weighed(source: IO[bytes], seen: _Survey, declared: str | None) -> str:
    """Return the codec that makes the most sense of the bytes beyond ASCII."""
    single: Counter[int] = Counter()
    as_utf_8: Counter[str] = Counter()
    for block in _blocks(source, 0):
        for run in _RUN.findall(block):
            single.update(run)
            if not seen.bad:
                as_utf_8.update(run.decode(UTF_8, "ignore"))
    weighing = Weighing(single, as_utf_8 if not seen.bad else None, declared)
    codec = weighing.codec()
    if codec is None and weighing.is_strange:
        raise unknown_encoding(declared)
    if codec is None:
        raise UnreadableFileError(
            "encoding_unclear",
            "Nie da się rozpoznać polskich liter: plik może być w windows-1250 albo w ISO-8859-2. "
            "Zapisz go w UTF-8 i wgraj jeszcze raz.",
        )
    return codec
