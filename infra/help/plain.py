"""The help as a text for the seller's upload folder: short lines, readable in Notepad."""

import textwrap
from collections.abc import Iterator

from infra.help import texts, words
from infra.help.sample import examples

WIDTH = 100
END = "\r\n"
MARK = "\ufeff"
"""Marks the text as UTF-8 for old programs on Windows."""


def plain() -> str:
    """Return the text."""
    return MARK + "".join(line + END for line in _lines())


def _lines() -> Iterator[str]:
    yield from ("PRZECZYTAJ", "==========", "")
    yield from _wrapped("Ten plik jest dla Ciebie; nie jest czytany jako sprzedaż. Pełna pomoc: strona /docs/pomoc.")
    for title, steps in texts.STEPS:
        yield from _title(title)
        for number, step in enumerate(steps, start=1):
            yield from _wrapped(step, f"{number}. ")
    yield from _title("Co czytamy")
    for paragraph in texts.READING:
        yield from _wrapped(paragraph, "- ")
    yield from _title("Zmienne w tytułach i treściach wiadomości")
    yield from _wrapped(texts.VARIABLES_ABOUT)
    shown = examples()
    for name, meaning in words.VARIABLES.items():
        example = " / ".join(shown[name].splitlines())
        yield from _wrapped(f"[[[{name}]]] – {meaning}, np. {example}", "- ")


def _title(title: str) -> tuple[str, ...]:
    return ("", title, "-" * len(title))


def _wrapped(text: str, bullet: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_on_hyphens=False
    )
