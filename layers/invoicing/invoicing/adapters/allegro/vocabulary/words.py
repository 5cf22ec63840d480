"""Values of a sales file that are words. Data only."""

from collections.abc import Mapping
from functools import lru_cache

from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.domain.basics.countries import COUNTRIES
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.vat.rate import RATES

YES = frozenset({"true", "tak", "yes", "1", "t", "y"})
NO = frozenset({"false", "nie", "no", "0", "n", "f"})
PAID = frozenset({"paid", "oplacone", "oplacona", "oplacono", "zaplacone", "zaplacono", "zaplacona", "completed"})

NOT_READY = frozenset({"BOUGHT", "FILLED_IN"})
READY = "READY_FOR_PROCESSING"

_STATUSES = {
    "NEW": "nowe nowa",
    "PROCESSING": "wrealizacji wtrakcierealizacji",
    "READY_FOR_SHIPMENT": "dowyslania gotowedowyslania",
    "READY_FOR_PICKUP": "doodbioru gotowedoodbioru",
    "SUSPENDED": "wstrzymane wstrzymana",
    "SENT": "wyslane wyslana",
    "PICKED_UP": "odebrane odebrana",
    "RETURNED": "zwrocone zwrocona zwrot",
    "CANCELLED": "canceled anulowane anulowana anulowano",
}
STATUSES: Mapping[str, str] = {word: status for status, words in _STATUSES.items() for word in words.split()}
"""Polish words for the fulfilment statuses, folded."""

_WAYS = {
    PaymentWay.ONLINE: "przelewy24 platnoscelektroniczna platnosconline online payu",
    PaymentWay.ALLEGRO_PAY: "allegropay",
    PaymentWay.TRANSFER: "przelew przelewtradycyjny wplatanakonto przelewbankowy",
    PaymentWay.ON_DELIVERY: "pobranie zapobraniem platnoscprzyodbiorze przyodbiorze collectondelivery",
}
WAYS: Mapping[str, PaymentWay] = {word: way for way, words in _WAYS.items() for word in words.split()}
"""Polish words for ways of paying, folded."""

EXEMPTIONS: Mapping[str, str] = {
    name: rate.code for rate in RATES.values() if rate.file_words for name in (rate.code, *rate.file_words)
}
"""Words for rates that are no percentage. Without `np`, since it could mean either of two rates."""

MARKETPLACES: Mapping[str, tuple[str, str]] = {
    "PLN": ("allegro-pl", "PL"),
    "CZK": ("allegro-cz", "CZ"),
    "EUR": ("allegro-sk", "SK"),
    "HUF": ("allegro-hu", "HU"),
}
"""Marketplace and its country by currency."""

_COUNTRIES = {
    "PL": "polska poland 1",
    "CZ": "czechy czechrepublic republikaczeska czechia",
    "SK": "slowacja slovakia",
    "HU": "wegry hungary",
    "DE": "niemcy germany",
    "AT": "austria",
    "BE": "belgia belgium",
    "BG": "bulgaria",
    "CH": "szwajcaria switzerland",
    "CY": "cypr cyprus",
    "DK": "dania denmark",
    "EE": "estonia",
    "ES": "hiszpania spain",
    "FI": "finlandia finland",
    "FR": "francja france",
    "GB": "wielkabrytania unitedkingdom uk",
    "GR": "grecja greece el",
    "HR": "chorwacja croatia",
    "IE": "irlandia ireland",
    "IT": "wlochy italy",
    "LT": "litwa lithuania",
    "LU": "luksemburg luxembourg",
    "LV": "lotwa latvia",
    "MT": "malta",
    "NL": "holandia niderlandy netherlands",
    "NO": "norwegia norway",
    "PT": "portugalia portugal",
    "RO": "rumunia romania",
    "SE": "szwecja sweden",
    "SI": "slowenia slovenia",
    "UA": "ukraina ukraine",
}
_COUNTRY_OF = {name: code for code, names in _COUNTRIES.items() for name in names.split()}


@lru_cache(256)
def country_of(text: str) -> str | None:
    """Return the ISO code for a country's code or name, or None.

    >>> country_of("Polska"), country_of("cz"), country_of("Nibylandia")
    ('PL', 'CZ', None)
    """
    name = folded(text)
    if name in _COUNTRY_OF:
        return _COUNTRY_OF[name]
    return name.upper() if name.upper() in COUNTRIES else None
