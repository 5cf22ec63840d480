"""What the parts of a sales file are called: transactions, lines, other groups, what is left out on purpose: data."""

from collections.abc import Mapping
from dataclasses import dataclass

from invoicing.adapters.allegro.vocabulary.field_names import LINE, LINE_FIELDS, ORDER, SERVICE, SURCHARGE, TAX_ID


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


RECORDS = _names("order transaction transakcja zamowienie checkoutform sprzedaz sale postbuyform postbuyformdatastruct")
RECORD_LISTS = _names("checkoutforms orders transactions transakcje zamowienia sales sprzedaze")
SUMMARIES = _names("summary range podsumowanie zakres")
"""Rows that tell of the file as a whole."""

COUNTS = ("numberoforders", "liczbazamowien", "liczbatransakcji", "count")
"""Where a file says how many transactions it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Names for lines of one sort. A strong name is believed with any field of a line, a weak one with a quantity."""

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
"""In the order in which they count: a file with both `position` and `subtransaction` tells of one purchase twice."""

QUANTITY_KEY = 2
OTHER_KEY = 1
_QUANTITIES = {alias.removesuffix("*") for alias in LINE_FIELDS["quantity"]}
_LINE_MARKS = {
    alias.removesuffix("*") for field in ("name", "price", "amount", "offer_id") for alias in LINE_FIELDS[field]
} | {"offer"}


def line_key(segment: str) -> int:
    """Return how much a field speaks for a line: a quantity most, a name or a price a little, others not."""
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
"""A list of groups and a group may bear one name: the group is what has one of these fields itself."""

OTHERS = _names(
    "delivery deliveryaddress dostawa adresdostawy wysylka przesylka shipment shipmentaddress shipping "
    "odbiorca receiver recipient pickuppoint punktodbioru postbuyformshipmentaddress postbuyformgdaddress "
    "seller sprzedawca sprzedajacy originalprice discount discounts rabat rabaty voucher vouchers related "
    "relatedorder parent"
)
"""Whose fields are never the buyer's or the line's own: who takes the parcel is not who is invoiced (F-26)."""

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
"""Proven fields of which an invoice needs nothing; a PESEL is not even kept."""

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
"""What begins with these is left out whole."""

IGNORED_PARTS = _names(
    "adresdostawy odbiorca receiver recipient pickuppoint punktodbioru shipmentaddress postbuyformshipmentaddress "
    "postbuyformgdaddress"
)
"""What lies in these is about who takes the parcel."""

LABEL_ATTRIBUTES = _names("name nazwa label etykieta key klucz")
VALUE_ATTRIBUTES = _names("value wartosc")
LABELLED = _names("pole field parametr param parameter kolumna column komorka cell wartosc value atrybut")
"""Elements that say in an attribute what they are: `<pole nazwa="Numer transakcji">1</pole>`."""
