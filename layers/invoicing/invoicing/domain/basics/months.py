"""A calendar month: what an accountant settles, and what VAT belongs to.

>>> month = Month.parse("2026-12")
>>> month.first, month.last, str(month.later(3))
(datetime.date(2026, 12, 1), datetime.date(2026, 12, 31), '2027-03')
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from invoicing.domain.basics.errors import InvalidFieldError

_WRITTEN = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])")
_MONTHS = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2026-11`."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise InvalidFieldError("month", "podaj miesiąc jako RRRR-MM, na przykład 2026-11.")
        return cls(int(match[1]), int(match[2]))

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
        """Return the month that comes so many months later."""
        years, number = divmod(self.number - 1 + months, _MONTHS)
        return Month(self.year + years, number + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
