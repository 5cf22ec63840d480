"""Properties of every basket in every layout."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.adapters.allegro import open_sales
from invoicing.adapters.files.texts import cleaned
from invoicing.domain.sales.sale import Sale
from tests.allegro_files import Invoice, Order, OrderedLine, as_csv, as_flat_csv, as_json, as_xml
from tests.allegro_wild import Wild

_LETTERS = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźżAĄĆĘŁŃÓŚŹŻÖŘŠžüёї0123456789 .,;:'\"&<>/()„”–-+%€"
texts = (
    st.text(_LETTERS, min_size=1, max_size=40)
    .map(cleaned)
    .filter(lambda text: text not in ("", "null", "NULL", "None"))
)
ids = st.uuids().map(str)
prices = st.integers(1, 2_000_000).map(lambda grosze: Decimal(grosze) / 100)
moments = st.datetimes(datetime.fromisoformat("2015-01-01"), datetime.fromisoformat("2035-01-01")).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
)
lines = st.builds(
    OrderedLine,
    id=ids,
    name=texts,
    quantity=st.integers(1, 500).map(Decimal),
    price=prices,
    offer_id=st.integers(1, 10**11).map(str),
    sku=texts,
)
people = st.builds(Invoice, first_name=texts, last_name=texts, street=texts, city=texts, postcode=texts)
companies = st.builds(
    Invoice,
    company=texts,
    tax_id=st.sampled_from(["", "9131100132", "PL 913-11-00-132", "1234567890"]),
    street=texts,
    city=texts,
)
orders = st.builds(
    Order,
    id=ids,
    lines=st.lists(lines, min_size=1, max_size=4, unique_by=lambda line: line.id).map(tuple),
    at=moments,
    status=st.sampled_from(["NEW", "SENT", "PICKED_UP", "CANCELLED", "RETURNED"]),
    login=texts,
    first_name=texts,
    last_name=texts,
    street=texts,
    postcode=texts,
    city=texts,
    country=st.sampled_from(["PL", "CZ", "SK", "HU", "DE"]),
    delivery=st.one_of(st.just(Decimal("0.00")), prices),
    delivery_method=texts,
    currency=st.sampled_from(["PLN", "CZK", "EUR", "HUF"]),
    invoice=st.one_of(st.none(), people, companies),
    notes=texts,
)
files = st.lists(orders, min_size=1, max_size=4, unique_by=lambda order: order.id)
MANY = settings(max_examples=settings().max_examples * 3 // 5)


def read(content: bytes) -> list[Sale]:
    """Return the sales of a file without rejections."""
    sales = list(open_sales(BytesIO(content)).sales())
    assert all(isinstance(sale, Sale) for sale in sales), sales
    return [sale for sale in sales if isinstance(sale, Sale)]


def in_common(sale: Sale) -> Sale:
    """Return the fields that every layout has: tables lack the time and the method of payment."""
    return replace(sale, paid_at=None, payment_method=None, is_smart=None)


@MANY
@given(files)
def test_a_basket_is_the_same_sale_in_every_syntax(basket):
    sales = read(as_xml(basket))

    assert [sale.order_id for sale in sales] == [order.id for order in basket]
    assert read(as_csv(basket)) == sales
    assert read(as_flat_csv(basket)) == sales
    assert [in_common(sale) for sale in read(as_json(basket))] == sales


@MANY
@given(files, st.integers(0, 2**32))
def test_field_order_letter_case_namespaces_and_unknown_fields_change_nothing(basket, seed):
    sales = read(as_xml(basket))

    assert read(as_xml(basket, wild=Wild(Random(seed)))) == sales
    assert read(as_csv(basket, wild=Wild(Random(seed)))) == sales
    assert [in_common(sale) for sale in read(as_json(basket, wild=Wild(Random(seed))))] == sales


@MANY
@given(files)
def test_lines_and_delivery_add_up_to_the_total_and_the_amount_paid(basket):
    for content in (as_xml(basket), as_csv(basket), as_json(basket)):
        for sale, order in zip(read(content), basket, strict=True):
            goods = sum(line.price * line.quantity for line in sale.lines)
            assert goods + (sale.delivery or 0) == sale.total == sale.paid == order.total


@MANY
@given(files, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_letter_is_preserved(basket, encoding):
    for sale, order in zip(read(as_csv(basket, encoding=encoding)), basket, strict=True):
        assert [line.name for line in sale.lines] == [line.name for line in order.lines]
        assert sale.buyer_login == order.login


@MANY
@given(files, st.integers(0, 4))
def test_reading_in_slices_gives_the_same_sales(basket, after):
    for content in (as_xml(basket), as_csv(basket), as_json(basket), as_flat_csv(basket)):
        assert list(open_sales(BytesIO(content)).sales(after=after)) == read(content)[after:]


@MANY
@given(st.text(max_size=200))
def test_a_cleaned_text_has_no_characters_that_documents_must_not_have(text):
    clean = cleaned(text)

    assert clean == cleaned(clean) == " ".join(clean.split())
    assert clean.encode().decode() == clean
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 or 0xFDD0 <= ord(letter) <= 0xFDEF for letter in clean)
    assert not any(ord(letter) & 0xFFFE == 0xFFFE for letter in clean)
