"""Mail texts: a document's variables and filling them in.

The names are fakturowo.pl's, so that sellers can paste their texts. `[[[numer]]]` and `{{{numer}}}` are equivalent,
blanks inside are allowed. Values are data: they are never expanded again. An unknown variable stays visible.

>>> fill("Faktura [[[ numer ]]] [[[nieznana]]]", {"numer": "AL 1/11/2026"})
'Faktura AL 1/11/2026 [[[nieznana]]]'
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from html import escape

from invoicing.domain.basics.dates import show_date
from invoicing.domain.basics.money import NBSP, show_amount, show_quantity
from invoicing.domain.documents.document import Document, Message, Reference
from invoicing.domain.documents.kind import KINDS, Kind, genitive_of, in_a_sentence
from invoicing.domain.documents.parties import Seller
from invoicing.domain.documents.payment import NOT_BY_TRANSFER, PaymentWay, printed_way

_VARIABLE = re.compile(r"\[\[\[\s*([a-z_]+)\s*\]\]\]|\{\{\{\s*([a-z_]+)\s*\}\}\}")
SHORT_NAME_LENGTH = 25
_REGARDS = "Pozdrawiam\n[[[sprzedawca_nazwa]]]"


def _of_sale(title: str, accusative: str) -> Message:
    return Message(
        subject=f"{title} [[[numer]]] do zamówienia [[[zamowienie]]]",
        body="Dzień dobry,\n\n"
        f"w załączniku przesyłam {accusative} [[[numer]]] do zamówienia [[[zamowienie]]] na kwotę [[[razem_brutto]]].\n"
        "[[[zdanie_o_platnosci]]]\n\n"
        "W razie pytań proszę odpowiedzieć na tę wiadomość.\n\n"
        f"{_REGARDS}",
    )


DEFAULT_MESSAGES = {
    **{kind: _of_sale(row.short_title, row.accusative) for kind, row in KINDS.items() if row.accusative},
    Kind.PROFORMA: Message(
        subject="Proforma [[[numer]]] – zamówienie [[[zamowienie]]]",
        body="Dzień dobry,\n\n"
        "w załączniku jest proforma do zamówienia [[[zamowienie]]]. [[[zdanie_o_platnosci]]]\n"
        "Proforma nie jest fakturą – fakturę wyślę po otrzymaniu zapłaty.\n\n"
        f"{_REGARDS}",
    ),
    Kind.RECEIPT: Message(
        subject="Potwierdzenie sprzedaży [[[numer]]] – zamówienie [[[zamowienie]]]",
        body="Dzień dobry,\n\n"
        "w załączniku jest potwierdzenie sprzedaży do zamówienia [[[zamowienie]]]. Jeśli potrzebuje Pani/Pan faktury, "
        "proszę odpisać w ciągu trzech miesięcy od końca miesiąca zakupu i podać dane nabywcy.\n\n"
        f"{_REGARDS}",
    ),
    Kind.CORRECTION: Message(
        subject="[[[rodzaj]]] [[[numer]]] do [[[rodzaj_korygowanego]]] [[[numer_korygowany]]]",
        body="Dzień dobry,\n\n"
        "w załączniku jest [[[rodzaj_w_zdaniu]]] [[[numer]]] do [[[rodzaj_korygowanego]]] [[[numer_korygowany]]].\n"
        "Przyczyna: [[[przyczyna_korekty]]]\n"
        "[[[zdanie_o_zwrocie]]]\n\n"
        f"{_REGARDS}",
    ),
}
"""Default texts by kind, for sellers without their own. A correction's text fits any kind of document it corrects."""


def variables_in(text: str) -> tuple[str, ...]:
    """Return the names of the variables in a text, in order."""
    return tuple(match[1] or match[2] for match in _VARIABLE.finditer(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every known variable replaced once."""
    return _VARIABLE.sub(lambda match: values.get(match[1] or match[2], match[0]), text)


def filled(message: Message, document: Document) -> Message:
    """Return subject and body filled with an issued document's values; the subject is one line."""
    values = values_of(document)
    subject = " ".join(fill(message.subject, values).replace(NBSP, " ").split())
    return Message(subject=subject, body=fill(message.body, values))


def signed(message: Message, signature: str | None) -> Message:
    """Return the message with the seller's signature below it."""
    return replace(message, body=f"{message.body.rstrip()}\n\n-- \n{signature.strip()}\n") if signature else message


def html_of(body: str) -> str:
    """Return a filled body as simple HTML: paragraphs and line breaks; everything else is escaped (F-52)."""
    paragraphs = re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip())
    shown = "".join("<p>{}</p>".format("<br>".join(escape(part).split("\n"))) for part in paragraphs)
    return f'<!doctype html><html lang="pl"><head><meta charset="utf-8"></head><body>{shown}</body></html>'


def unknown_in(message: Message) -> tuple[str, ...]:
    """Return the unknown variables of a message; they stay visible in it."""
    return tuple(name for name in _named_in(message) if name not in VARIABLES)


def empty_in(message: Message, document: Document) -> tuple[str, ...]:
    """Return the variables of a message that are empty for this document (a draft has no number yet)."""
    values = values_of(document)
    return tuple(name for name in _named_in(message) if values.get(name) == "")


def _named_in(message: Message) -> Iterable[str]:
    """Return the variables of subject and body, each once."""
    return dict.fromkeys((*variables_in(message.subject), *variables_in(message.body)))


def values_of(document: Document) -> dict[str, str]:
    """Return each variable's value for this document; unknown values are empty."""
    return {name: value(document) or "" for name, value in VARIABLES.items()}


def _seller(get: Callable[[Seller], str | None]) -> Callable[[Document], str | None]:
    return lambda document: get(document.seller) if document.seller else None


def _shown(day: date | None) -> str | None:
    return show_date(day) if day else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def short_name(name: str) -> str:
    """Return the first 25 characters of a name, whole words only; a longer first word is cut.

    >>> short_name("Przedsiębiorstwo Handlowo Usługowe Kowalski")
    'Przedsiębiorstwo Handlowo'
    """
    if len(name) <= SHORT_NAME_LENGTH:
        return name
    head = name[: SHORT_NAME_LENGTH + 1].rpartition(" ")[0]
    return head or name[:SHORT_NAME_LENGTH]


def _payment_sentence(document: Document) -> str | None:
    if document.correction is not None:
        return _refund_sentence(document)
    due = show_amount(document.amount_due, document.currency)
    if document.amount_due <= 0:
        return KINDS[document.kind].paid_sentence
    if document.payment_method == PaymentWay.ON_DELIVERY:
        return f"Zapłata przy odbiorze przesyłki: {due}."
    if document.payment_method in NOT_BY_TRANSFER:
        return f"Do zapłaty przez Allegro: {due}."
    account = document.seller.bank_account if document.seller else None
    until = f" do {show_date(document.due_date)}" if document.due_date else ""
    to_account = f" na konto {account} (tytuł: {document.number})" if account else ""
    return f"Proszę o zapłatę {due}{until}{to_account}."


def _refund_sentence(document: Document) -> str | None:
    if document.correction is None:
        return None
    if document.refund:
        refund = show_amount(document.refund, document.currency)
        return f"Zwracam {refund} tą samą drogą, którą dokonano zapłaty."
    if document.to_pay > 0:
        return f"Do dopłaty: {show_amount(document.to_pay, document.currency)}."
    due = document.state.to_pay - document.correction.paid
    if document.to_pay < 0 < due:
        return f"Pozostało do zapłaty: {show_amount(due, document.currency)}."
    return "Nie ma nic do zwrotu." if document.to_pay < 0 else "Kwota się nie zmienia."


def _corrected(get: Callable[[Reference], str | None]) -> Callable[[Document], str | None]:
    return lambda document: get(document.corrects) if document.corrects else None


def _genitive(document: Document) -> str:
    """Return the document's title in the genitive, as after `do`: `faktury`, `korekty rachunku`."""
    return genitive_of(document.kind, document.evidence_kind)


def _items(document: Document) -> str:
    return "\n".join(
        f"{show_quantity(line.quantity)} × {line.name} – {show_amount(line.gross, document.currency)}"
        for line in document.lines
    )


def _amount(get: Callable[[Document], object]) -> Callable[[Document], str | None]:
    def shown(document: Document) -> str | None:
        amount = get(document)
        return None if amount is None else show_amount(amount, document.currency)  # type: ignore[arg-type]

    return shown


VARIABLES: Mapping[str, Callable[[Document], str | None]] = {
    "numer": lambda document: document.number,
    "rodzaj": lambda document: document.title,
    "rodzaj_w_zdaniu": lambda document: in_a_sentence(document.title),
    "rodzaj_dopelniacz": _genitive,
    "waluta": lambda document: document.currency,
    "miejsce": lambda document: document.place,
    "data_w": lambda document: _shown(document.issue_date),
    "data_w_iso": lambda document: _iso(document.issue_date),
    "data_s": lambda document: _shown(document.sale_date),
    "data_s_iso": lambda document: _iso(document.sale_date),
    "termin": lambda document: _shown(document.due_date),
    "termin_iso": lambda document: _iso(document.due_date),
    "sprzedawca": _seller(lambda seller: short_name(seller.name)),
    "sprzedawca_nazwa": _seller(lambda seller: seller.name),
    "sprzedawca_nip": _seller(lambda seller: seller.nip),
    "sprzedawca_ulica": _seller(lambda seller: seller.address.street),
    "sprzedawca_miasto": _seller(lambda seller: seller.address.city),
    "sprzedawca_kod": _seller(lambda seller: seller.address.postcode),
    "sprzedawca_email": _seller(lambda seller: seller.email),
    "sprzedawca_telefon": _seller(lambda seller: seller.phone),
    "konto": _seller(lambda seller: seller.bank_account),
    "nabywca": lambda document: short_name(document.buyer.name),
    "nabywca_nazwa": lambda document: document.buyer.name,
    "nabywca_nip": lambda document: document.buyer.nip or document.buyer.tax_id,
    "nabywca_ulica": lambda document: document.buyer.address.street,
    "nabywca_miasto": lambda document: document.buyer.address.city,
    "nabywca_kod": lambda document: document.buyer.address.postcode,
    "nabywca_email": lambda document: document.buyer.email,
    "platnosc": lambda document: printed_way(document.payment_method or ""),
    "razem_netto": _amount(lambda document: document.totals.net),
    "razem_vat": _amount(lambda document: document.totals.vat),
    "razem_brutto": _amount(lambda document: document.totals.gross),
    "zaplacono": _amount(lambda document: document.paid),
    "do_zaplaty": _amount(lambda document: document.amount_due),
    "zdanie_o_platnosci": _payment_sentence,
    "rodzaj_korygowanego": _corrected(lambda original: genitive_of(original.kind)),
    "numer_korygowany": _corrected(lambda original: original.number),
    "data_korygowanego": _corrected(lambda original: _shown(original.issue_date)),
    "data_korygowanego_iso": _corrected(lambda original: _iso(original.issue_date)),
    "przyczyna_korekty": lambda document: document.correction.reason if document.correction else None,
    "do_zwrotu": _amount(lambda document: document.refund if document.correction else None),
    "zdanie_o_zwrocie": _refund_sentence,
    "uwagi": lambda document: document.notes,
    "pozycje": _items,
    "liczba_pozycji": lambda document: str(len(document.lines)),
    "zamowienie": lambda document: document.order.id if document.order else None,
    "login_kupujacego": lambda document: document.order.buyer_login if document.order else None,
}
"""All variables of subjects and bodies; the help page is generated from this table."""
