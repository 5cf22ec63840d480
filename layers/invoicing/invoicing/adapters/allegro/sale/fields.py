"""Values of one raw record, parsed by type; a refusal names the field as the file does."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from invoicing.adapters.allegro.syntax.records import Value
from invoicing.adapters.allegro.values.amounts import NotANumberError, amount_of, currency_of, quantity_of
from invoicing.adapters.allegro.values.moments import day_of, instant_of
from invoicing.adapters.allegro.vocabulary.words import NO, YES, country_of
from invoicing.adapters.files import limits
from invoicing.adapters.files.texts import REPLACEMENT, cleaned
from invoicing.domain.basics.money import LARGEST_AMOUNT

T = TypeVar("T")
_IDENTIFIER = re.compile(f"[A-Za-z0-9._:-]{{1,{limits.IDENTIFIER_CHARACTERS}}}")


class UnreadableFieldError(Exception):
    """A value cannot be read; has a code and a reason in Polish that names the field."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Fields:
    """The fields of a transaction, a line or another group, by the names of the vocabulary.

    Methods return None for a missing value and refuse an unreadable one. `currencies` collects the currencies of the
    amounts and is shared by a transaction and its groups. `where` names the line in refusals.
    Raises: UnreadableFieldError.
    """

    def __init__(self, values: dict[str, Value], currencies: dict[str, None], where: str = "") -> None:
        self._values = values
        self._currencies = currencies
        self.where = where

    def inside(self, values: dict[str, Value], where: str = "") -> "Fields":
        """Return the fields of a group of the same transaction."""
        return Fields(values, self._currencies, where)

    @property
    def currency(self) -> str | None:
        """The currency of all amounts read so far; mixed ones are refused."""
        if len(self._currencies) > 1:
            raise UnreadableFieldError("currency_mixed", "kwoty w jednym zamówieniu są w różnych walutach.")
        return next(iter(self._currencies), None)

    def has(self, *names: str) -> bool:
        """True if any of these fields has a value."""
        return any(name in self._values for name in names)

    def text(self, name: str, longest: int = limits.TEXT_CHARACTERS) -> str | None:
        """Return the text as it may be printed, or None; a long or a broken one is refused."""
        value = self._values.get(name)
        if value is None:
            return None
        text = cleaned(value[1])
        if len(text) > longest:
            raise UnreadableFieldError(
                "text_too_long", f"pole {value[2]}{self.where} ma {len(text)} znaków (limit {longest})."
            )
        if REPLACEMENT in text:
            raise UnreadableFieldError("text_broken", f"pole {value[2]}{self.where} ma zepsute litery ({REPLACEMENT}).")
        return text or None

    def identifier(self, name: str) -> str | None:
        """Return an identifier of letters, digits and a few signs, which is safe everywhere; None for others."""
        text = (self._values[name][1] if name in self._values else "").strip()
        return text if _IDENTIFIER.fullmatch(text) else None

    def name(self, name: str) -> str | None:
        """Return the name of a person or thing, or None."""
        return self.text(name, limits.NAME_CHARACTERS)

    def required_name(self, name: str, usual: str) -> str:
        """Return the name; a missing one is refused. `usual` is the field's name in the reference layout."""
        text = self.name(name)
        if text is None:
            raise UnreadableFieldError("field_missing", f"brak pola {usual}{self.where}.")
        return text

    def amount(self, name: str) -> Decimal | None:
        """Return the amount, or None; a negative or a huge one is refused."""
        self.note_currency(f"{name}_currency")
        if name not in self._values:
            return None
        amount, currency = self._read(name, amount_of, "amount_invalid", "nie rozumiem kwoty w polu")
        if currency is not None:
            self._currencies[currency] = None
        if not 0 <= amount <= LARGEST_AMOUNT:
            raise UnreadableFieldError("amount_invalid", f"kwota w polu {self._called(name)} jest ujemna albo za duża.")
        return amount

    def quantity(self, name: str, *, least: Decimal) -> Decimal | None:
        """Return a number of pieces, or None; one below `least` or a huge one is refused."""
        if name not in self._values:
            return None
        quantity = self._read(name, quantity_of, "amount_invalid", "nie rozumiem liczby w polu")
        if not least <= quantity <= LARGEST_AMOUNT:
            raise UnreadableFieldError(
                "amount_invalid", f"liczba w polu {self._called(name)} jest za mała albo za duża."
            )
        return quantity

    def note_currency(self, name: str) -> None:
        """Add a field's currency to those of the amounts."""
        if name in self._values:
            self._currencies[self._read(name, currency_of, "currency_unknown", "nie znam waluty w polu")] = None

    def instant(self, name: str) -> datetime | None:
        """Return the moment, or None."""
        if name not in self._values:
            return None
        return self._read(name, instant_of, "date_invalid", "nie rozumiem daty w polu")

    def day(self, name: str) -> date | None:
        """Return the day, or None."""
        return self._read(name, day_of, "date_invalid", "nie rozumiem daty w polu") if name in self._values else None

    def claim(self, name: str) -> bool | None:
        """Return a yes or no as bool; None for anything else."""
        word = (self.text(name) or "").lower()
        return True if word in YES else False if word in NO else None

    def country(self, name: str) -> str | None:
        """Return the ISO code of the country, or None."""
        text = self.text(name)
        if text is None:
            return None
        code = country_of(text)
        if code is None:
            raise UnreadableFieldError("country_unknown", f"nie znam kraju w polu {self._called(name)}.")
        return code

    def _read(self, name: str, read: Callable[[str], T], code: str, complaint: str) -> T:
        text = self.text(name) or ""
        try:
            return read(text)
        except (NotANumberError, ValueError, OverflowError) as error:
            raise UnreadableFieldError(code, f"{complaint} {self._called(name)}.") from error

    def _called(self, name: str) -> str:
        return f"{self._values[name][2]}{self.where}"
