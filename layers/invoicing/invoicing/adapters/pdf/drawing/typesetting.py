"""Measures texts and breaks them into lines. All results are printable."""

from collections.abc import Iterable, Iterator

from invoicing.adapters.pdf.drawing.letters import advance, printable
from invoicing.adapters.pdf.drawing.style import Style
from invoicing.adapters.pdf.words.labels import SEPARATOR


def width_of(text: str, style: Style) -> float:
    """Return the width of a printable text in points."""
    return sum(map(advance(style.is_bold), text)) * style.size / 1000


def wrapped(text: str, style: Style, width: float) -> list[str]:
    """Return the text in lines that fit the width: broken at spaces, and inside words that are wider."""
    words = [word for word in printable(text).split(" ") if word]
    text = " ".join(words)
    return [text] if width_of(text, style) <= width else list(_lines(words, style, width))


def stacked(texts: Iterable[str], style: Style, width: float) -> list[str]:
    """Return texts below each other, each wrapped."""
    return [line for text in texts for line in wrapped(text, style, width)]


def joined(texts: list[str], style: Style, width: float) -> list[str]:
    """Return texts, such as a label in two languages, on one line if they fit, else below each other."""
    line = printable(SEPARATOR.join(texts))
    return [line] if width_of(line, style) <= width else stacked(texts, style, width)


def paragraphs(text: str, style: Style, width: float) -> list[str]:
    """Return a text with its own line breaks, each line wrapped."""
    return stacked(text.strip().splitlines(), style, width)


def _lines(words: list[str], style: Style, width: float) -> Iterator[str]:
    space = width_of(" ", style)
    line, used = "", -space
    for word in words:
        taken = width_of(word, style)
        if used + space + taken <= width:
            line, used = f"{line} {word}" if line else word, used + space + taken
            continue
        if line:
            yield line
        *full, line = _chunks(word, style, width)
        yield from full
        used = width_of(line, style)
    if line:
        yield line


def _chunks(word: str, style: Style, width: float) -> Iterator[str]:
    """Yield a word in pieces that fit, at least one letter each; the last one may be continued by the next word."""
    of_letter, limit = advance(style.is_bold), width * 1000 / style.size
    start, used = 0, 0
    for position, letter in enumerate(word):
        used += of_letter(letter)
        if used > limit and position > start:
            yield word[start:position]
            start, used = position, of_letter(letter)
    yield word[start:]
