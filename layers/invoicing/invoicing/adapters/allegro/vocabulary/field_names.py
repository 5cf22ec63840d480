"""Names of a sales file's fields in every known layout: data, not code.

An alias is a path with its segments folded and joined (`delivery/cost/amount` is `deliverycostamount`), so one alias
serves nested files, flat ones and tables. An alias must match the whole path from its record or line; one with a star
names its owner itself and matches at any depth. Earlier aliases of a field take precedence.

The names of the sales summary (CSV), of the REST checkout forms and of the old web API (`postBuyForm…`) are proven;
most Polish names are guesses at the labels of an export.
"""

from collections.abc import Iterator, Mapping

ORDER = "order"
LINE = "line"
SERVICE = "service"
SURCHARGE = "surcharge"
TAX_ID = "tax_id"
OTHER = "other"
"""Everything beside the transactions: nothing in it is read."""

Aliases = tuple[str, ...]

_STREET = "address street ulica adres streetaddress"
_POSTCODE = "zip zipcode postcode postalcode kodpocztowy"
_CITY = "city miasto miejscowosc"
_COUNTRY = "country countrycode kraj kodkraju panstwo"
_BUYER = "buyer buyeraddress kupujacy kupujacyadres adreskupujacego klient nabywca"
_INVOICE = "invoice invoiceaddress invoicedata faktura fakturaadres danedofaktury fakturadane adresdofaktury"
_OLD_INVOICE = "postbuyforminvoicedatapostbuyformadr"


def _known(text: str) -> Aliases:
    return tuple(text.split())


def _of(roles: str, parts: str, *others: str) -> Aliases:
    """Return every part of every role, with a star since each names its owner; then the others."""
    joined = (f"{role}{part}*" for role in roles.split() for part in parts.split())
    return (*joined, *(alias for other in others for alias in other.split()))


ORDER_FIELDS: Mapping[str, Aliases] = {
    "order_id": _known(
        "orderid* transactionid* checkoutformid* numertransakcji* numerzamowienia* nrtransakcji* nrzamowienia* "
        "idtransakcji* idzamowienia* postbuyformid* id"
    ),
    "ordered_at": _known(
        "orderdate* datazamowienia* datazakupu* datasprzedazy* datatransakcji* transactiondate* boughtat "
        "postbuyformdateinit* date data"
    ),
    "status": _known("sellerstatus* fulfillmentstatus* statusrealizacji* statussprzedawcy*"),
    "general_status": _known("orderstatus* statuszamowienia* statustransakcji* status"),
    "cancelled_at": _known("postbuyformdatecancel* dataanulowania*"),
    "marketplace": _known("marketplaceid* marketplace* platforma"),
    "currency": _known("ordercurrency* currency waluta"),
    "total": _known(
        "totaltopayamount* summarytotaltopayamount* totaltopay summarytotaltopay dozaplaty* wartosctransakcji* "
        "wartosczamowienia* kwotazamowienia* postbuyformamount* total suma razem"
    ),
    "total_paid": _known("totalpaidamount* zaplacono* kwotazaplacona*"),
    "paid": _known("paymentpaidamountamount* paymentpaidamount* paidamount"),
    "payment_amount": _known("paymentamount* postbuyformpaymentamount* kwotaplatnosci* kwotawplaty*"),
    "payment_id": _known("paymentid* idplatnosci* numerplatnosci* postbuyformpayid*"),
    "payment_type": _known(
        "paymenttype* formaplatnosci* sposobplatnosci* metodaplatnosci* rodzajplatnosci* postbuyformpaytype*"
    ),
    "payment_provider": _known("paymentprovider* operatorplatnosci*"),
    "payment_status": _known("paymentstatus* statusplatnosci* postbuyformpaystatus*"),
    "paid_at": _known("paymentfinishedat* paymentdate* datazaplaty* dataplatnosci* datawplaty* postbuyformdaterecv*"),
    "allegro_pay": _known("allegropay* paymentfeatures*"),
    "delivery": _known(
        "deliveryamount* deliverycostamount* deliverycost kosztdostawy* kosztwysylki* kosztprzesylki* dostawakoszt* "
        "cenadostawy* postbuyformpostageamount*"
    ),
    "delivery_method": _known(
        "deliverymethodname* deliverymethod* sposobdostawy* metodadostawy* formadostawy* dostawametoda* dostawasposob*"
    ),
    "is_smart": _known("deliverysmart* smart"),
    "services_amount": _known("postbuyformadditionalservicesamount* kosztuslugdodatkowych*"),
    "login": _known(
        "buyerlogin* loginkupujacego* nickkupujacego* kupujacylogin* kupujacynick* postbuyformbuyerlogin* nick login"
    ),
    "buyer_id": _known("buyerid* idkupujacego* kupujacyid* postbuyformbuyerid*"),
    "email": _known("buyeremail* emailkupujacego* kupujacyemail* postbuyformbuyeremail* email adresemail"),
    "phone": _known("buyerphone* buyerphonenumber* telefonkupujacego* kupujacytelefon* telefon phone numertelefonu"),
    "buyer_name": _known(
        "buyername* kupujacyimieinazwisko* imieinazwiskokupujacego* nazwakupujacego* kupujacynazwa* "
        "imieinazwisko nabywca"
    ),
    "buyer_first_name": _known("buyerfirstname* kupujacyimie* imiekupujacego* imie firstname"),
    "buyer_last_name": _known("buyerlastname* kupujacynazwisko* nazwiskokupujacego* nazwisko lastname"),
    "buyer_company": _known("buyercompanyname* buyercompany* kupujacyfirma* kupujacynazwafirmy* firmakupujacego*"),
    "buyer_street": _of(_BUYER, _STREET, "ulica adres street address"),
    "buyer_postcode": _of(_BUYER, _POSTCODE, "kodpocztowy postcode zipcode zip"),
    "buyer_city": _of(_BUYER, _CITY, "miasto miejscowosc city"),
    "buyer_country": _of(_BUYER, _COUNTRY, "kraj country countrycode"),
    "company": _known("nazwafirmy firma companyname company"),
    "nip": _known("nipkupujacego* kupujacynip* buyernip* buyertaxid* nip numernip taxid"),
    "invoice_wanted": _known("invoicerequired* wantsinvoice* chcefakture* fakturawymagana* postbuyforminvoiceoption*"),
    "invoice_due": _known("invoiceduedate* terminplatnosci*"),
    "invoice_company": _of(_INVOICE, "companyname company nazwafirmy firma", f"{_OLD_INVOICE}company*"),
    "invoice_name": _of(_INVOICE, "name imieinazwisko naturalperson osoba", f"{_OLD_INVOICE}fullname*"),
    "invoice_first_name": _of(_INVOICE, "naturalpersonfirstname firstname imie"),
    "invoice_last_name": _of(_INVOICE, "naturalpersonlastname lastname nazwisko"),
    "invoice_tax_id": _of(_INVOICE, "taxid companytaxid nip", f"{_OLD_INVOICE}nip* postbuyformadrnip* nipdofaktury*"),
    "invoice_street": _of(_INVOICE, _STREET, f"{_OLD_INVOICE}street*"),
    "invoice_postcode": _of(_INVOICE, _POSTCODE, f"{_OLD_INVOICE}postcode*"),
    "invoice_city": _of(_INVOICE, _CITY, f"{_OLD_INVOICE}city*"),
    "invoice_country": _of(_INVOICE, _COUNTRY, f"{_OLD_INVOICE}country*"),
}

LINE_FIELDS: Mapping[str, Aliases] = {
    "line_id": _known("lineitemid* idpozycji* positionid* subtransactionid* dealid* id"),
    "order_id": _known("orderid* transactionid* checkoutformid* numertransakcji* numerzamowienia* postbuyformid*"),
    "name": _known(
        "offername* nazwaoferty* tytuloferty* tytulaukcji* ofertanazwa* ofertatytul* nazwatowaru* nazwaproduktu* "
        "productname* postbuyformittitle* name nazwa tytul title"
    ),
    "offer_id": _known(
        "offerid* numeroferty* idoferty* ofertaid* ofertanumer* numeraukcji* idaukcji* postbuyformitid*"
    ),
    "sku": _known("offerexternalid* externalid* sygnatura* sygnaturaoferty* ofertasygnatura* sku*"),
    "quantity": _known(
        "quantity ilosc liczbasztuk liczbazakupionychsztuk iloscsztuk liczba sztuk dealquantity postbuyformitquantity"
    ),
    "price": _known(
        "priceamount price cenajednostkowa cenajednostkowabrutto cenazasztuke unitprice cena cenabrutto dealfinalprice "
        "postbuyformitprice"
    ),
    "amount": _known("amount wartosc wartoscbrutto kwota lineamount wartoscpozycji postbuyformitamount"),
    "currency": _known("currency waluta"),
    "rate": _known("taxrate stawkavat vatrate vat stawka"),
    "exemption": _known("taxexemption zwolnienie"),
    "deposit": _known("depositpriceamount depositamount depositprice deposit kaucja"),
    "returned": _known("returnsquantity zwroty liczbazwrotow zwrocono"),
    "subsidy": _known("reconciliationvalueamount reconciliationvalue"),
    "bought_at": _known("boughtat dealdate datazakupu"),
}

SERVICE_FIELDS: Mapping[str, Aliases] = {
    "id": _known("definitionid id"),
    "name": _known("name nazwa"),
    "price": _known("priceamount price cena kwota"),
    "quantity": _known("quantity ilosc"),
}

SURCHARGE_FIELDS: Mapping[str, Aliases] = {
    "id": _known("id paymentid"),
    "name": _known("name nazwa opis description"),
    "price": _known("paidamountamount paidamount amount kwota postbuyformsurchargeamount"),
    "finished_at": _known("finishedat"),
}

TAX_ID_FIELDS: Mapping[str, Aliases] = {
    "type": _known("type typ"),
    "value": ("value", "wartosc", "number", "numer", ""),
}

FIELDS: Mapping[str, Mapping[str, Aliases]] = {
    ORDER: ORDER_FIELDS,
    LINE: LINE_FIELDS,
    SERVICE: SERVICE_FIELDS,
    SURCHARGE: SURCHARGE_FIELDS,
    TAX_ID: TAX_ID_FIELDS,
    OTHER: {},
}

AMOUNTS: Mapping[str, frozenset[str]] = {
    ORDER: frozenset({"total", "total_paid", "paid", "payment_amount", "delivery", "services_amount"}),
    LINE: frozenset({"price", "amount", "deposit", "subsidy"}),
    SERVICE: frozenset({"price"}),
    SURCHARGE: frozenset({"price"}),
}
"""Amounts with a currency beside them: `totalToPay/currency` belongs to `totalToPay/amount`, as `total_currency`."""


def aliases(kind: str) -> Iterator[tuple[str, Aliases]]:
    """Yield each field of a record, line or other group with its aliases, including currencies."""
    for field, names in FIELDS[kind].items():
        yield field, names
        if field in AMOUNTS.get(kind, ()):
            yield f"{field}_currency", tuple(dict.fromkeys(_currencies(names)))


def _currencies(amount_aliases: Aliases) -> Iterator[str]:
    for alias in amount_aliases:
        star = "*" if alias.endswith("*") else ""
        bare = alias.removesuffix("*")
        stem = bare.removesuffix("amount")
        if stem:
            yield f"{stem}currency{star}"
        yield from (f"{bare}{word}{star}" for word in ("currency", "waluta"))
