"""Randomly changed files: each is refused or read, within limits, without crashes or broken letters."""

import os
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Any
from unicodedata import category

import pytest
from hypothesis import settings

from invoicing.adapters.allegro import open_sales
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.basics.money import LARGEST_AMOUNT
from invoicing.domain.sales.sale import Rejected, Sale
from tests.allegro_files import Invoice, Order, as_csv, as_flat_csv, as_json, as_xml, many_orders

ATTEMPTS = int(os.environ.get("FUZZ_ATTEMPTS", settings().max_examples * 5))
"""Per kind of file; more outside the usual tests."""

SEED = os.environ.get("FUZZ_SEED", "2026")
ORDERS = [Order(invoice=Invoice(company="Śnieżka", tax_id="9131100132"), notes='a "b"\nc'), *many_orders(3)]
FILES: dict[str, Callable[[], bytes]] = {
    "xml": lambda: as_xml(ORDERS),
    "xml in windows-1250": lambda: as_xml(ORDERS, encoding="windows-1250"),
    "xml in UTF-16": lambda: as_xml(ORDERS, encoding="utf-16"),
    "csv": lambda: as_csv(ORDERS),
    "csv in windows-1250": lambda: as_csv(ORDERS, encoding="windows-1250", separator=";"),
    "flat csv": lambda: as_flat_csv(ORDERS),
    "json": lambda: as_json(ORDERS),
}
TOKENS = [
    *(b"< > </order> <order> &amp; &x; ]]> <!-- <!DOCTYPE_a> <![CDATA[".split()),
    *(b"\" ' , ; { } [ ] : null NaN -1 1e999 \\ud800 \\u0000 Type order lineItem OrderId Price Quantity".split()),
    *(b"\n", b"\r", b"\0", b"\xff", b"\xc5\x82", b"\xb3", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"9" * 50),
    "\ufffe\u202e".encode(),
]
MOJIBAKE = ("Å‚", "Ĺ‚", "Ä…", "Ã³", "Ăł", "Å¼", "ĹĽ", "\ufffd", "¶", "Ĺ›")


def changed(content: bytes, chance: Random) -> bytes:
    """Return the content with a few random changes."""
    changing = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changing) + 1)
        length = chance.choice([1, 1, 2, 10, 200])
        match chance.randrange(6):
            case 0:
                del changing[at : at + length]
            case 1:
                changing[at:at] = chance.choice(TOKENS)
            case 2:
                changing[at:at] = changing[at : at + length]
            case 3:
                changing[at : at + 1] = bytes([chance.randrange(256)])
            case 4:
                changing[at : at + length] = chance.choice(TOKENS) * chance.choice([1, 3])
            case _:
                elsewhere = chance.randrange(len(changing) + 1)
                changing[at:at] = changing[elsewhere : elsewhere + length]
    return bytes(changing)


def texts_in(value: Any) -> list[str]:
    """Return every text in a sale."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts_in(item)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts_in(getattr(value, field.name))]
    return []


def check(sale: Sale | Rejected) -> None:
    """Assert what must be true of every sale or rejection."""
    texts = texts_in(sale)
    assert not {category(letter) for text in texts for letter in text} & {"Cc", "Cs", "Zl", "Zp"}
    assert all(len(text) <= limits.NAME_CHARACTERS + 200 for text in texts)
    if isinstance(sale, Rejected):
        assert sale.reason
        return
    assert len(sale.order_id) <= limits.IDENTIFIER_CHARACTERS
    assert len(sale.lines) <= limits.LINES
    assert len({line.id for line in sale.lines}) == len(sale.lines)
    amounts = [sale.total, sale.delivery, *(line.price for line in sale.lines), *(line.quantity for line in sale.lines)]
    assert all(
        isinstance(amount, Decimal) and 0 <= amount <= LARGEST_AMOUNT for amount in amounts if amount is not None
    )
    assert sale.ordered_at is None or sale.ordered_at.tzinfo is not None


@pytest.mark.parametrize("kind", FILES)
def test_a_file_changed_at_random_is_read_or_refused(kind):
    content, chance = FILES[kind](), Random(f"{SEED} {kind}")
    for _ in range(ATTEMPTS):
        attempt = changed(content, chance)
        try:
            file = open_sales(BytesIO(attempt))
            for sale in file.sales():
                check(sale)
            assert len(file.unknown_fields) <= limits.UNKNOWN_FIELDS
        except UnreadableFileError:
            continue
        except Exception as error:
            error.add_note(f"{kind}: {attempt!r}")
            raise


@pytest.mark.parametrize("kind", [kind for kind in FILES if "UTF-16" not in kind])
def test_a_file_with_a_wrong_byte_in_its_letters_gives_no_broken_letter(kind):
    """F-29: read correctly except for that letter's own field, or refused."""
    content, chance = FILES[kind](), Random(f"{SEED} {kind} letters")
    letters = [at for at, byte in enumerate(content) if byte >= 0x80]
    for _ in range(150):
        attempt = bytearray(content)
        attempt[chance.choice(letters)] = chance.choice([0x20, 0x81, 0x98, 0xC5, 0xFF])
        try:
            sales = list(open_sales(BytesIO(bytes(attempt))).sales())
        except UnreadableFileError:
            continue
        shown = "".join(text for sale in sales for text in texts_in(sale))
        assert not any(sign in shown for sign in MOJIBAKE), attempt
        assert "Żółć" in shown or not any(isinstance(sale, Sale) for sale in sales)


@pytest.mark.parametrize("kind", FILES)
def test_a_truncated_file_gives_no_sale_that_the_whole_file_does_not_give(kind):
    content = FILES[kind]()
    whole = list(open_sales(BytesIO(content)).sales())
    for length in range(0, len(content), max(1, len(content) // 150)):
        sales: list[Sale | Rejected] = []
        try:
            for sale in open_sales(BytesIO(content[:length])).sales():
                sales.append(sale)
        except UnreadableFileError:
            pass
        if "csv" not in kind:  # a table truncated between two rows is a whole table
            assert sales == whole[: len(sales)]
