"""A calendar month: the period that an accountant settles and that VAT belongs to.

>>> month = Month.parse("2026-12")
>>> month.first, month.last, str(month.later(3))
(datetime.date(2026, 12, 1), datetime.date(2026, 12, 31), '2027-03')
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from invoicing.domain.basics.errors import InvalidFieldError

WRITTEN = "20[0-9]{2}-(0[1-9]|1[0-2])"
_WRITTEN = re.compile(WRITTEN)
_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str, field: str = "month") -> "Month":
        """Return the month written as `2026-11`, in the years 2000 to 2099.

        Refuses any other form and other years. Raises: InvalidFieldError.
        """
        if _WRITTEN.fullmatch(text) is None:
            raise InvalidFieldError(field, "podaj miesiąc jako RRRR-MM, na przykład 2026-11.")
        year, number = text.split("-")
        return cls(int(year), int(number))

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.later(1).first - timedelta(days=1)

    def later(self, months: int) -> "Month":
        """Return the month that is this many months later."""
        years, number = divmod(self.number - 1 + months, _MONTHS)
        return Month(self.year + years, number + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
