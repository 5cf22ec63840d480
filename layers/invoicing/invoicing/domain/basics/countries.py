"""Country codes; for the EU also the Polish names and the standard VAT rates of sales under OSS.

Checked in 2026. A country's reduced rate is set by hand on the draft and never reused for another country.
"""

from dataclasses import dataclass
from datetime import date

from invoicing.domain.basics.errors import InvalidFieldError

POLAND = "PL"


@dataclass(frozen=True, slots=True)
class StandardRate:
    """A percentage and the first day on which it is valid; None: before 2004-05-01, when Poland joined the EU."""

    percent: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the EU, where VAT is due where the consumer lives; `standard_rates` are newest first."""

    name: str
    standard_rates: tuple[StandardRate, ...]

    def standard_rate(self, on: date | None = None) -> str:
        """Return the percentage valid on a day: the newest if no day is given, the oldest for a day before all of them.

        >>> changed = StandardRate("23", date(2025, 1, 1)), StandardRate("20")
        >>> Country("Słowacja", changed).standard_rate(date(2024, 12, 31))
        '20'
        """
        valid = (rate for rate in self.standard_rates if on is None or rate.since is None or rate.since <= on)
        return next(valid, self.standard_rates[-1]).percent


EU = {
    "AT": Country("Austria", (StandardRate("20"),)),
    "BE": Country("Belgia", (StandardRate("21"),)),
    "BG": Country("Bułgaria", (StandardRate("20"),)),
    "CY": Country("Cypr", (StandardRate("19", date(2014, 1, 13)),)),
    "CZ": Country("Czechy", (StandardRate("21", date(2013, 1, 1)),)),
    "DE": Country("Niemcy", (StandardRate("19", date(2021, 1, 1)),)),
    "DK": Country("Dania", (StandardRate("25"),)),
    "EE": Country("Estonia", (StandardRate("24", date(2025, 7, 1)),)),
    "ES": Country("Hiszpania", (StandardRate("21", date(2012, 9, 1)),)),
    "FI": Country("Finlandia", (StandardRate("25.5", date(2024, 9, 1)),)),
    "FR": Country("Francja", (StandardRate("20", date(2014, 1, 1)),)),
    "GR": Country("Grecja", (StandardRate("24", date(2016, 6, 1)),)),
    "HR": Country("Chorwacja", (StandardRate("25", date(2012, 3, 1)),)),
    "HU": Country("Węgry", (StandardRate("27", date(2012, 1, 1)),)),
    "IE": Country("Irlandia", (StandardRate("23", date(2021, 3, 1)),)),
    "IT": Country("Włochy", (StandardRate("22", date(2013, 10, 1)),)),
    "LT": Country("Litwa", (StandardRate("21", date(2009, 9, 1)),)),
    "LU": Country("Luksemburg", (StandardRate("17", date(2024, 1, 1)),)),
    "LV": Country("Łotwa", (StandardRate("21", date(2012, 7, 1)),)),
    "MT": Country("Malta", (StandardRate("18"),)),
    "NL": Country("Niderlandy", (StandardRate("21", date(2012, 10, 1)),)),
    "PT": Country("Portugalia", (StandardRate("23", date(2011, 1, 1)),)),
    "RO": Country("Rumunia", (StandardRate("21", date(2025, 8, 1)),)),
    "SE": Country("Szwecja", (StandardRate("25"),)),
    "SI": Country("Słowenia", (StandardRate("22", date(2013, 7, 1)),)),
    "SK": Country("Słowacja", (StandardRate("23", date(2025, 1, 1)),)),
}


_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
    "XI XK"
)
COUNTRIES = frozenset(_CODES.split())
"""ISO 3166-1 alpha-2, plus Northern Ireland and Kosovo as coded in EU customs and VAT."""


def parse_country(text: str, field: str = "country") -> str:
    """Return a known country code: `PL`.

    Raises: InvalidFieldError.
    """
    if text not in COUNTRIES:
        raise InvalidFieldError(field, "nie znam takiego kraju; podaj kod ISO 3166, np. PL.")
    return text


def country_name(code: str) -> str:
    """Return the Polish name of an EU country other than Poland, and the code of any other."""
    return EU[code].name if code in EU else code


def oss_rate(country: str, on: date | None = None) -> str | None:
    """Return the code of a country's standard rate on a day: `SK:23`; None outside the EU and for Poland.

    If no day is given, it is the newest rate.

    >>> oss_rate("EE", date(2026, 1, 1)), oss_rate("PL")
    ('EE:24', None)
    """
    return f"{country}:{EU[country].standard_rate(on)}" if country in EU else None
