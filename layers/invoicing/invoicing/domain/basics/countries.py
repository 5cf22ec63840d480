"""Countries: their codes, and of those of the EU the Polish names and the standard VAT rates of sales under OSS.

Rates as of 2026. A reduced rate of a country is set by hand on the draft; it is remembered for no other country.
"""

from dataclasses import dataclass

from invoicing.domain.basics.errors import InvalidFieldError


@dataclass(frozen=True, slots=True)
class Country:
    """A country where VAT is due where the consumer lives."""

    name: str
    standard_rate: str


EU = {
    "AT": Country("Austria", "20"),
    "BE": Country("Belgia", "21"),
    "BG": Country("Bułgaria", "20"),
    "CY": Country("Cypr", "19"),
    "CZ": Country("Czechy", "21"),
    "DE": Country("Niemcy", "19"),
    "DK": Country("Dania", "25"),
    "EE": Country("Estonia", "24"),
    "ES": Country("Hiszpania", "21"),
    "FI": Country("Finlandia", "25.5"),
    "FR": Country("Francja", "20"),
    "GR": Country("Grecja", "24"),
    "HR": Country("Chorwacja", "25"),
    "HU": Country("Węgry", "27"),
    "IE": Country("Irlandia", "23"),
    "IT": Country("Włochy", "22"),
    "LT": Country("Litwa", "21"),
    "LU": Country("Luksemburg", "17"),
    "LV": Country("Łotwa", "21"),
    "MT": Country("Malta", "18"),
    "NL": Country("Niderlandy", "21"),
    "PT": Country("Portugalia", "23"),
    "RO": Country("Rumunia", "21"),
    "SE": Country("Szwecja", "25"),
    "SI": Country("Słowenia", "22"),
    "SK": Country("Słowacja", "23"),
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
"""ISO 3166-1 alpha-2, and Northern Ireland and Kosovo as the EU's customs and VAT write them."""


def parse_country(text: str, field: str = "country") -> str:
    """Return the code of a country, `PL`; raise `InvalidFieldError` for an unknown one."""
    if text not in COUNTRIES:
        raise InvalidFieldError(field, "nie znam takiego kraju; podaj kod ISO 3166, np. PL.")
    return text


def oss_rate(country: str) -> str | None:
    """Return the code of a country's standard rate: `SK:23`; None outside the EU and for Poland."""
    return f"{country}:{EU[country].standard_rate}" if country in EU else None
