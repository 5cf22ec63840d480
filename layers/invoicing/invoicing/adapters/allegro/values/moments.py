"""Dates as files write them. One without an offset is in Polish local time."""

import re
from datetime import UTC, date, datetime

from invoicing.domain.basics.dates import WARSAW

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_POLISH = re.compile(r"(\d{1,2})[.-](\d{1,2})[.-](\d{4})(?:\s*(?:r\.?)?,?\s+(\d{1,2}:\d\d(?::\d\d)?))?")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([^\W\d]{3,12})\.?\s+(\d{4})(?:\s*r\.?)?(?:,?\s+(\d{1,2}:\d\d(?::\d\d)?))?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")
_YEARS = range(2000, 2100)


def instant_of(text: str) -> datetime:
    """Return the moment, timezone-aware; `ValueError` if the text is no date.

    >>> instant_of("25 paź 2019, 09:26").isoformat(), instant_of("2026-06-29T11:31:15.900Z").isoformat()
    ('2019-10-25T09:26:00+02:00', '2026-06-29T11:31:15.900000+00:00')
    """
    if not text.isascii() and any(letter.isdecimal() and not letter.isascii() for letter in text):
        raise ValueError(text)
    moment = _moment(text.strip())
    if moment.year not in _YEARS:
        raise ValueError(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=WARSAW)


def day_of(text: str) -> date:
    """Return the day in Poland; `ValueError` if the text is no date."""
    return instant_of(text).astimezone(WARSAW).date()


def _moment(text: str) -> datetime:
    if _ISO.fullmatch(text):
        joined = text if "T" in text else text.replace(" ", "T", 1)
        return datetime.fromisoformat(joined.replace(" ", ""))
    if _EPOCH.fullmatch(text):
        seconds, milliseconds = int(text[:10]), int(text[10:] or 0)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=milliseconds * 1000)
    if match := _POLISH.fullmatch(text):
        day, month, year, time = match.groups()
        return _put_together(year, int(month), day, time)
    if match := _IN_WORDS.fullmatch(text):
        day, word, year, time = match.groups()
        return _put_together(year, _month(word.lower()), day, time)
    raise ValueError(text)


def _put_together(year: str, month: int, day: str, time: str | None) -> datetime:
    hour, minute, second = [*map(int, (time or "0:0").split(":")), 0][:3]
    return datetime(int(year), month, int(day), hour, minute, second)  # noqa: DTZ001 - the caller sets the clock


def _month(word: str) -> int:
    """Return the number of a month by its first three letters, which the short and long forms share."""
    for number, start in enumerate(_MONTHS, start=1):
        if word.startswith((start, start.translate(str.maketrans("ź", "z")))):
            return number
    raise ValueError(word)
