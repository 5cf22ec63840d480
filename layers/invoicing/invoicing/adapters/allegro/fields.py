"""Values of one record of a file, read as what they should be or refused by name."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from invoicing.domain.dates import WARSAW
from invoicing.domain.errors import InvalidFieldError
from invoicing.domain.money import LARGEST_AMOUNT
from invoicing.domain.vat import checked_rate

_EMPTY = {"", "null", "None"}
_NOT_AN_IDENTIFIER = re.compile(r"[^A-Za-z0-9_.:-]")
_LONGEST_IDENTIFIER = 64


class UnreadableFieldError(Exception):
    """A value cannot be read; carries a code and a reason in Polish that names the field."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Fields:
    """The named texts of a record; missing, empty and "null" are the same."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def text(self, name: str) -> str | None:
        """Return the text, or None."""
        text = self._texts.get(name, "")
        return None if text in _EMPTY else text

    def required(self, name: str) -> str:
        """Return the text or refuse the record."""
        text = self.text(name)
        if text is None:
            raise UnreadableFieldError("field_missing", f"brak pola {name}.")
        return text

    def amount(self, name: str) -> Decimal | None:
        """Return the amount, or None where there is none."""
        return None if self.text(name) is None else self.needed_amount(name)

    def needed_amount(self, name: str) -> Decimal:
        """Return the amount or refuse the record."""
        amount = _decimal(name, self.required(name))
        if not 0 <= amount <= LARGEST_AMOUNT:
            raise UnreadableFieldError("amount_invalid", f"kwota w polu {name} jest ujemna albo za duża.")
        return amount

    def positive(self, name: str) -> Decimal:
        """Return a number above zero or refuse the record."""
        number = _decimal(name, self.required(name))
        if not 0 < number <= LARGEST_AMOUNT:
            raise UnreadableFieldError("amount_invalid", f"liczba w polu {name} musi być większa od zera.")
        return number

    def instant(self, name: str) -> datetime | None:
        """Return the moment; one without an offset is meant on the Polish clock."""
        text = self.text(name)
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise UnreadableFieldError("date_invalid", f"nie rozumiem daty w polu {name}.") from error
        return moment if moment.tzinfo else moment.replace(tzinfo=WARSAW)

    def nip(self, name: str) -> str | None:
        """Return a NIP without its prefix and dashes, whatever its check digit says."""
        text = self.text(name)
        if text is None:
            return None
        digits = re.sub(r"^(NIP|PL)|[\s:.-]", "", re.sub(r"^\s*NIP\W*", "", text.upper()))
        return digits or None

    def rate(self, name: str) -> str | None:
        """Return the VAT rate that the file gives, such as `23.00`, as our `23`."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return checked_rate(re.sub(r"([.,]0+)?\s*%?$", "", text))
        except InvalidFieldError as error:
            raise UnreadableFieldError("vat_rate_unknown", f"nie znam stawki VAT w polu {name}.") from error


def identifier(text: str) -> str:
    """Return an order id if it is one: letters, digits and dashes."""
    if len(text) > _LONGEST_IDENTIFIER or _NOT_AN_IDENTIFIER.search(text):
        raise UnreadableFieldError("order_id_invalid", "numer zamówienia zawiera niedozwolone znaki.")
    return text


def _decimal(name: str, text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", ".").replace("\N{NO-BREAK SPACE}", "").replace(" ", ""))
    except InvalidOperation as error:
        raise UnreadableFieldError("amount_invalid", f"nie rozumiem liczby w polu {name}.") from error
    if not number.is_finite():
        raise UnreadableFieldError("amount_invalid", f"nie rozumiem liczby w polu {name}.")
    return number
