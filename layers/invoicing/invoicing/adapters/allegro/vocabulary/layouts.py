"""Names of a sales file's parts: transactions, lines, other groups, and what is ignored on purpose. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass

from invoicing.adapters.allegro.vocabulary.field_names import LINE, LINE_FIELDS, ORDER, SERVICE, SURCHARGE, TAX_ID


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


RECORDS = _names("order transaction transakcja zamowienie checkoutform sprzedaz sale postbuyform postbuyformdatastruct")
RECORD_LISTS = _names("checkoutforms orders transactions transakcje zamowienia sales sprzedaze")
SUMMARIES = _names("summary range podsumowanie zakres")
"""Rows about the file as a whole."""

COUNTS = ("numberoforders", "liczbazamowien", "liczbatransakcji", "count")
"""Fields that announce the number of transactions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Names for lines of one sort. A strong name needs any field of a line beside it, a weak one a quantity."""

    names: frozenset[str]
    is_strong: bool = False


LINE_FAMILIES = (
    Family(names=_names("lineitem lineitems"), is_strong=True),
    Family(names=_names("position positions pozycja pozycje"), is_strong=True),
    Family(
        names=_names(
            "item items przedmiot przedmioty oferta oferty offer offers aukcja aukcje auction auctions towar "
            "towary produkt produkty product products wiersz wiersze postbuyformitem postbuyformitems"
        )
    ),
    Family(names=_names("subtransaction subtransactions deal deals postbuyformitdeal postbuyformitdeals")),
)
"""In order of precedence: a file with both `position` and `subtransaction` lists each purchase twice."""

QUANTITY_KEY = 2
OTHER_KEY = 1
_QUANTITIES = {alias.removesuffix("*") for alias in LINE_FIELDS["quantity"]}
_LINE_MARKS = {
    alias.removesuffix("*") for field in ("name", "price", "amount", "offer_id") for alias in LINE_FIELDS[field]
} | {"offer"}


def line_key(segment: str) -> int:
    """Return how strongly a field suggests a line: a quantity most, a name or price less, others not at all."""
    if segment in _QUANTITIES:
        return QUANTITY_KEY
    return OTHER_KEY if segment in _LINE_MARKS else 0


OTHER_GROUPS: Mapping[str, frozenset[str]] = {
    SERVICE: _names("selectedadditionalservices additionalservices additionalservice uslugidodatkowe"),
    SURCHARGE: _names("surcharges surcharge doplaty doplata postbuyformsurchargeslist"),
    TAX_ID: _names("ids taxids"),
}
GROUP_KEYS: Mapping[str, frozenset[str]] = {
    SERVICE: _names("name nazwa price cena definitionid"),
    SURCHARGE: _names("paidamount amount kwota finishedat postbuyformsurchargeamount"),
    TAX_ID: _names("value wartosc type typ"),
}
"""A list and its groups may share a name: a group is what has one of these fields itself."""

OTHERS = _names(
    "delivery deliveryaddress dostawa adresdostawy wysylka przesylka shipment shipmentaddress shipping "
    "odbiorca receiver recipient pickuppoint punktodbioru postbuyformshipmentaddress postbuyformgdaddress "
    "seller sprzedawca sprzedajacy originalprice discount discounts rabat rabaty voucher vouchers related "
    "relatedorder parent"
)
"""Parts whose fields never belong to the buyer or the line: the parcel's recipient is not invoiced (F-26)."""

IGNORED: Mapping[str, frozenset[str]] = {
    ORDER: _names(
        "type sellerid sellerlogin sellernotes buyernotes messagetoseller notetext note wiadomoscodkupujacego "
        "uwagi postbuyformmsgtoseller revision updatedat buyerguest buyerpersonalidentity "
        "buyerpreferenceslanguage fulfillmentproviderid fulfillmentprovider "
        "fulfillmentshipmentsummarylineitemssent deliverymethodid deliverycalculatednumberofpackages "
        "invoiceaddresscompanyvatpayerstatus invoicefeatures paymentreconciliationamount "
        "paymentreconciliationcurrency postbuyformshipmentid hasexternalinvoices"
    ),
    LINE: _names("type reconciliationtype reconciliationquantity taxsubject offerhsnumber dealwasdiscounted"),
    SURCHARGE: _names("type provider features reconciliationamount reconciliationcurrency"),
}
"""Proven fields that no invoice needs; a PESEL is not even stored."""

IGNORED_TREES: Mapping[str, tuple[str, ...]] = {
    ORDER: (
        "deliveryaddress",
        "deliverypickuppoint",
        "deliverytime",
        "deliverycancellation",
        "discounts",
        "codbookedpayments",
    ),
    LINE: ("originalprice", "discounts", "vouchers", "offerproductset", "serialnumbers"),
}
"""Paths that begin with these are ignored entirely."""

IGNORED_PARTS = _names(
    "adresdostawy odbiorca receiver recipient pickuppoint punktodbioru shipmentaddress postbuyformshipmentaddress "
    "postbuyformgdaddress"
)
"""Everything inside these is about the parcel's recipient."""

LABEL_ATTRIBUTES = _names("name nazwa label etykieta key klucz")
VALUE_ATTRIBUTES = _names("value wartosc")
LABELLED = _names("pole field parametr param parameter kolumna column komorka cell wartosc value atrybut")
"""Elements named by an attribute: `<pole nazwa="Numer transakcji">1</pole>`."""
