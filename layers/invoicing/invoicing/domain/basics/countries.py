"""Countries of the EU: their names in Polish and the standard VAT rates that sales under OSS are taxed at there.

Rates as of 2026. A reduced rate of a country is set by hand on the draft; it is remembered for no other country.
"""

from dataclasses import dataclass


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


def oss_rate(country: str) -> str | None:
    """Return the code of a country's standard rate: `SK:23`; None outside the EU and for Poland."""
    return f"{country}:{EU[country].standard_rate}" if country in EU else None
