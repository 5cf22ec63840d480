"""What must not matter in a sales file: the order of fields, letter case, namespaces, unknown fields."""

from collections.abc import Callable
from random import Random
from typing import Any
from xml.sax.saxutils import escape

Texts = dict[str, str]
UNKNOWN = ("Kolor Paczki", "Ocena_2", "NowePole")


class Wild:
    """Changes what must not matter: order of fields, letter case, namespaces, unknown fields. Without chance, none."""

    def __init__(self, chance: Random | None) -> None:
        self._chance = chance
        self._prefix = ""
        if chance is not None:
            self._prefix = chance.choice(["", "", "al:"])
        cases: list[Callable[[str], str]] = [str, str.upper, str.lower]
        self._case = chance.choice(cases) if chance else cases[0]

    def cased(self, name: str) -> str:
        """Return a name in another case."""
        return self._case(name)

    def shuffled(self, names: list[str]) -> list[str]:
        """Return names in another order."""
        return self._chance.sample(names, len(names)) if self._chance else names

    def place(self, length: int) -> int:
        """Return where among so many things something stands."""
        return self._chance.randint(0, length) if self._chance else length

    def unknown_names(self) -> list[str]:
        """Return names that nobody knows."""
        return self._chance.sample(UNKNOWN, self._chance.randint(0, len(UNKNOWN))) if self._chance else []

    def element(self, name: str, inside: str) -> str:
        """Return an element."""
        tag = f"{self._prefix}{self.cased(name)}"
        bound = ' xmlns:al="urn:przyklad"' if self._prefix else ""
        return f"<{tag}{bound}>{inside}</{tag}>\n"

    def elements(self, texts: Texts) -> list[str]:
        """Return elements with these texts, and some unknown ones."""
        known = [self.element(name, escape(texts[name])) for name in self.shuffled(list(texts))]
        for name in self.unknown_names():
            tag = name.replace(" ", "")
            known.insert(self.place(len(known)), f"<{tag} cena='1'>9.99</{tag}>")
        return known

    def object(self, value: Any) -> Any:
        """Return a JSON value with its keys in another order and unknown ones among them."""
        if isinstance(value, list):
            return [self.object(item) for item in value]
        if not isinstance(value, dict) or self._chance is None:
            return value
        unknown = {name: {"amount": "9.99"} for name in self.unknown_names()}
        changed = {self.cased(name): self.object(inside) for name, inside in value.items()} | unknown
        return {name: changed[name] for name in self.shuffled(list(changed))}
