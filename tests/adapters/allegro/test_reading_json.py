"""Sales in JSON: checkout forms of the REST API."""

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from invoicing.adapters.allegro import open_sales
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.sales.sale import CANCELLED, Rejected, Sale
from tests.allegro_files import Invoice, Order, OrderedLine, as_json, checkout_form, many_orders


def read(content: Any) -> list[Sale | Rejected]:
    """Return all sales and rejections of a file; anything but bytes is encoded as JSON first."""
    whole = content if isinstance(content, bytes) else json.dumps(content).encode()
    return list(open_sales(BytesIO(whole)).sales())


def the_sale(form: Any) -> Sale:
    """Return the only sale of a file."""
    [sale] = read(form)
    assert isinstance(sale, Sale), sale
    return sale


def a_form(**changes: Any) -> dict[str, Any]:
    """Return a form with some of its keys replaced."""
    return {**checkout_form(Order()), **changes}


def money(amount: str, currency: str = "PLN") -> dict[str, str]:
    """Return an amount as the API writes it."""
    return {"amount": amount, "currency": currency}


def test_every_field_of_a_checkout_form_is_read():
    form = a_form(
        payment={
            "id": "p-1",
            "type": "ONLINE",
            "provider": "P24",
            "finishedAt": "2026-10-22T10:00:00Z",
            "paidAmount": money("28.98"),
        },
        marketplace={"id": "allegro-business-cz"},
    )
    sale = the_sale(form)

    assert (sale.order_id, sale.status, sale.marketplace) == (form["id"], "SENT", "allegro-business-cz")
    assert (sale.payment_id, sale.payment_method) == ("p-1", PaymentWay.ONLINE)
    assert sale.paid_at is not None
    assert sale.paid_at.isoformat() == "2026-10-22T10:00:00+00:00"
    assert (sale.paid, sale.total, sale.delivery) == (Decimal("28.98"), Decimal("28.98"), Decimal("8.99"))
    assert (sale.is_smart, sale.invoice_wanted) == (False, False)
    assert sale.buyer.name == "Łukasz Szczęsny"
    assert sale.buyer.address.postcode == "50-104"
    assert sale.ordered_at is not None
    assert sale.ordered_at.isoformat() == "2026-10-21T22:54:15.900000+00:00"
    [line] = sale.lines
    assert (line.offer_id, line.sku) == ("94185785629", "SKU-1")
    assert (line.price, line.quantity) == (Decimal("19.99"), Decimal(1))


def test_a_list_an_object_with_a_list_and_one_form_give_the_same_sales():
    forms = [checkout_form(order) for order in many_orders(3)]
    sales = read({"checkoutForms": forms, "count": 3, "totalCount": 3})

    assert len(sales) == 3
    assert read(forms) == read({"totalCount": 3, "checkoutForms": forms}) == sales
    assert read(forms[0]) == sales[:1]


def test_the_announced_number_is_at_the_end_or_unknown():
    assert open_sales(BytesIO(as_json(many_orders(7)))).expected == 7
    assert open_sales(BytesIO(json.dumps(a_form()).encode())).expected is None


def test_a_company_is_identified_by_its_typed_numbers():
    """F-28: labels, prefixes and dashes are removed, whatever the check digit."""
    form = a_form(
        invoice={
            "required": True,
            "address": {
                "company": {
                    "name": "Śnieżka",
                    "ids": [
                        {"type": "VAT_EU", "value": "PL9131100132"},
                        {"type": "PL_NIP", "value": "NIP: 913-11-00-132"},
                    ],
                    "taxId": "stary",
                }
            },
        }
    )
    buyer = the_sale(form).buyer

    assert (buyer.name, buyer.is_company, buyer.nip, buyer.tax_id) == ("Śnieżka", True, "9131100132", None)


@pytest.mark.parametrize(
    ("ids", "nip", "tax_id"),
    [
        ([("CZ_ICO", "12345678"), ("CZ_DIC", "CZ12345678")], None, "CZ12345678"),
        ([("VAT_EU", "CZ699001237"), ("CZ_ICO", "12345678")], None, "CZ699001237"),
        ([("OTHER", "111-11-11-111")], None, "1111111111"),
        ([("SK_ICO", "12345678;SK2020202020")], None, "SK2020202020"),
        ([("PL_NIP", "")], None, None),
        ([("PL_NIP", None)], None, None),
        ([("VAT_EU", "PL 123-456-32-18")], "1234563218", None),
        ([], None, None),
    ],
)
def test_numbers_of_other_countries_are_no_nip(ids, nip, tax_id):
    company = {"name": "Firma", "ids": [{"type": kind, "value": value} for kind, value in ids]}
    form = a_form(invoice={"required": True, "address": {"countryCode": "CZ", "company": company}})
    buyer = the_sale(form).buyer

    assert (buyer.nip, buyer.tax_id, buyer.is_company) == (nip, tax_id, True)


def test_a_company_without_a_nip_stays_a_company():
    """F-24: nothing is invented; the seller is asked."""
    sale = the_sale(checkout_form(Order(invoice=Invoice(company="Bez Numeru Sp. z o.o."))))
    assert (sale.buyer.is_company, sale.buyer.nip, sale.invoice_wanted) == (True, None, True)


def test_a_person_who_asked_for_an_invoice_stays_a_person():
    sale = the_sale(checkout_form(Order(invoice=Invoice(first_name="Ewa", last_name="Żak"))))
    assert (sale.buyer.name, sale.buyer.is_company, sale.invoice_wanted) == ("Ewa Żak", False, True)
    assert sale.buyer.address.city == "Poznań"


@pytest.mark.parametrize("status", ["BOUGHT", "FILLED_IN"])
def test_an_unfinished_form_is_rejected(status):
    [sale] = read(a_form(status=status))

    assert isinstance(sale, Rejected)
    assert (sale.code, sale.order_id) == ("not_ready", Order().id)
    assert status in sale.reason


def test_a_cancelled_form_is_cancelled_whatever_the_seller_did():
    assert the_sale(a_form(status=CANCELLED)).status == CANCELLED
    assert the_sale(a_form(fulfillment={"status": CANCELLED})).is_cancelled


def test_a_cancelled_order_needs_no_lines_and_no_amounts():
    sale = the_sale(a_form(status=CANCELLED, lineItems=[], summary={"totalToPay": None}, payment=None))
    assert (sale.lines, sale.total, sale.is_cancelled) == ((), None, True)


def test_services_and_surcharges_are_extras():
    line = checkout_form(Order())["lineItems"][0]
    service = {"definitionId": "d", "name": "Pakowanie na prezent", "price": money("5.00"), "quantity": 2}
    form = a_form(
        lineItems=[{**line, "selectedAdditionalServices": [service, {**service, "price": money("0.00")}]}],
        surcharges=[
            {
                "id": "s-1",
                "type": "ONLINE",
                "provider": "PAYU",
                "finishedAt": "2026-10-23T10:00:00Z",
                "paidAmount": money("3.50"),
            },
            {"id": "s-2", "type": "ONLINE", "provider": "PAYU", "finishedAt": None, "paidAmount": None},
        ],
        summary={"totalToPay": money("42.48")},
    )
    sale = the_sale(form)

    assert [(extra.name, extra.price, extra.quantity) for extra in sale.extras] == [
        ("Pakowanie na prezent", Decimal("5.00"), Decimal(2)),
        ("Dopłata do zamówienia", Decimal("3.50"), Decimal(1)),
    ]
    assert len({extra.id for extra in sale.extras} | {line.id for line in sale.lines}) == 3
    assert sale.paid == Decimal("28.98") + Decimal("3.50")


def test_deposits_and_subsidies_by_allegro_are_read_per_line():
    """F-18: the price is unchanged."""
    line = checkout_form(Order())["lineItems"][0]
    form = a_form(
        lineItems=[
            {
                **line,
                "deposit": {"price": money("0.50")},
                "reconciliation": {"value": money("1.20"), "type": "BILLING", "quantity": 1},
            }
        ]
    )
    [read_line] = the_sale(form).lines

    assert (read_line.deposit, read_line.subsidy) == (Decimal("0.50"), Decimal("1.20"))
    assert read_line.price == Decimal("19.99")


@pytest.mark.parametrize(
    ("tax", "rate"),
    [
        ({"rate": "23.00", "subject": "GOODS", "exemption": None}, "23"),
        ({"rate": "0.00", "subject": "GOODS", "exemption": None}, "0"),
        ({"rate": "0.00", "subject": "GOODS", "exemption": "MONEY_EQUIVALENT"}, None),
        ({"rate": None, "subject": "GOODS", "exemption": "MARGIN_SCHEME"}, "marza"),
        ({"rate": "7.00"}, None),
        ({"rate": None}, None),
        (None, None),
    ],
)
def test_a_rate_is_taken_only_if_it_is_certain(tax, rate):
    """F-20: 0 %, exempt and unknown are different things."""
    line = checkout_form(Order())["lineItems"][0]
    assert the_sale(a_form(lineItems=[{**line, "tax": tax}])).lines[0].vat_rate == rate


def test_a_foreign_buyer_s_rate_is_not_mistaken_for_a_polish_one():
    """The rate is the destination's: 23 % is also Slovakia's."""
    order = Order(currency="EUR", country="SK")
    form = checkout_form(order)
    form["lineItems"][0]["tax"] = {"rate": "23.00"}
    sale = the_sale(form)

    assert (sale.lines[0].vat_rate, sale.currency, sale.marketplace) == (None, "EUR", "allegro-sk")


@pytest.mark.parametrize(
    ("payment", "way", "paid"),
    [
        ({"type": "CASH_ON_DELIVERY", "provider": "OFFLINE"}, PaymentWay.ON_DELIVERY, None),
        ({"type": "ONLINE", "provider": "AF", "paidAmount": money("28.98")}, PaymentWay.ALLEGRO_PAY, Decimal("28.98")),
        ({"type": "ONLINE", "provider": "PAYU", "features": ["ALLEGRO_PAY"]}, PaymentWay.ALLEGRO_PAY, None),
        ({"type": "SPLIT_PAYMENT", "provider": "PAYU"}, PaymentWay.ONLINE, None),
        ({"type": "EXTENDED_TERM", "provider": "EPT"}, PaymentWay.EXTENDED_TERM, None),
        ({"type": "WIRE_TRANSFER", "provider": "OFFLINE"}, PaymentWay.TRANSFER, None),
        ({"type": "NIEZNANY"}, "NIEZNANY", None),
        (None, None, None),
    ],
)
def test_the_payment_method_is_read(payment, way, paid):
    sale = the_sale(a_form(payment=payment))
    assert (sale.payment_method, sale.paid) == (way, paid)


def test_the_due_date_of_a_company_is_read():
    sale = the_sale(a_form(invoice={"required": True, "address": None, "dueDate": "2026-11-20"}))
    assert str(sale.due_date) == "2026-11-20"


def test_an_empty_delivery_address_of_a_pickup_point_is_fine():
    assert the_sale(a_form(delivery={"address": {}, "cost": None, "smart": True})).is_smart


def test_numbers_stay_text():
    """F-21: no float between the file and the amount."""
    content = json.dumps(a_form()).replace('"19.99"', "19.990").replace('"quantity": 1', '"quantity": 1.0').encode()
    [line] = the_sale(content).lines
    assert (line.price, str(line.price), line.quantity) == (Decimal("19.99"), "19.990", Decimal(1))


def test_reading_continues_after_any_number_of_forms():
    content = as_json(many_orders(50))
    assert list(open_sales(BytesIO(content)).sales(after=33)) == read(content)[33:]


def test_forms_longer_than_a_piece_of_the_file_are_read_whole():
    lines = tuple(OrderedLine(id=f"l{n}", name="Ź" * 1500) for n in range(300))
    sale = the_sale(as_json([Order(lines=lines)]))
    assert len(sale.lines) == 300


def test_only_unknown_keys_are_reported_by_name():
    file = open_sales(BytesIO(json.dumps([a_form(nowe={"pole": "sekret"}, revision="1", note={"text": "n"})]).encode()))
    list(file.sales())
    assert file.unknown_fields == ("nowe/pole",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{}", "unknown_file"),
        (b"[]", "unknown_file"),
        (b'{"checkoutForms": []}', "unknown_file"),
        (b"[1, 2, 3]", "unknown_file"),
        (b'[{"name": "x"}]', "unknown_file"),
        (b'{"paymentOperations": [], "count": 0}', "payments_report"),
        (b'{"billingEntries": []}', "billing_report"),
        (b'{"offers": [], "count": 0, "totalCount": 0}', "offers_file"),
        (b'{"checkoutForms": [', "not_json"),
        (b'[{"id": "a"} {"id": "b"}]', "not_json"),
        (b'[{"id": "a", "lineItems": []}] reszta', "not_json"),
        (b'[{"id": NaN}]', "not_json"),
        (b'[{"id": "a", "id": "b"}]', "not_json"),
    ],
)
def test_json_without_sales_is_refused_by_its_kind(content, code):
    with pytest.raises(UnreadableFileError) as refused:
        read(content)
    assert refused.value.code == code


def test_sales_before_a_truncation_are_yielded():
    whole = as_json(many_orders(40))
    sales, yielded = open_sales(BytesIO(whole[:-2_500])).sales(), []
    with pytest.raises(UnreadableFileError, match="ucięty"):
        yielded.extend(sales)
    assert len(yielded) > 35
