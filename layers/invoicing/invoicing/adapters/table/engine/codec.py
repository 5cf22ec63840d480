"""The only conversion between our values and DynamoDB's.

Frozen dataclasses become plain values (msgspec), plain values become attribute values. Decimals and dates are strings,
so that an amount is read back exactly as it was written, and the console shows it as it is printed.
"""

import zlib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import msgspec

Plain = Any
"""What JSON can hold, without floats: str, int, bool, None, list or tuple, dict."""
AttributeValue = dict[str, Any]
T = TypeVar("T")
WORDS_OF_SALES = (
    b'[{"position":,"order_id":"","buyer":{"name":"","is_company":false,"nip":null,"tax_id":null,"email":'
    b'"@allegromail.pl","phone":"+48 ","address":{"street":"ul. ","postcode":"","city":"","country":"PL"}},'
    b'"lines":[{"id":"","name":"","quantity":"1","price":"","offer_id":"","sku":"","vat_rate":null,"deposit":null,"returned":null,'
    b'"subsidy":null}],"extras":[],"ordered_at":"202","paid_at":null,"due_date":null,"status":"SENT","marketplace":'
    b'"allegro-pl","buyer_login":"","invoice_wanted":false,"delivery":"","delivery_method":"Allegro Paczkomaty InPost",'
    b'"is_smart":null,"total":"","paid":"","currency":"PLN","payment_id":null,"payment_method":null}]'
)
"""What the JSON of sales has in common. Never change it: stored sales were compressed with exactly these bytes."""


def plain_of(value: object) -> Plain:
    """Return a dataclass as plain values."""
    return msgspec.to_builtins(value)


def lean_of(value: Any) -> Plain:
    """Return a dataclass as plain values, without its own fields that are empty by default.

    A default with a meaning ("PLN", 1) is stored, so that stored values do not change with it.
    """
    return lean(plain_of(value), type(value))


def lean(plain: Mapping[str, Plain], kind: type) -> Plain:
    """Do the same as `lean_of` for a dataclass of this kind that is already plain values."""
    empty = _empty_by_default(kind)
    return {name: value for name, value in plain.items() if name not in empty or value != empty[name]}


@cache
def _empty_by_default(type_: Any) -> Mapping[str, Plain]:
    empty = {field.name: field.default for field in fields(type_) if not field.default}
    return {name: plain_of(value) for name, value in empty.items() if isinstance(value, str | tuple | bool)}


def value_of(plain: Plain, type_: type[T]) -> T:
    """Return plain values as a dataclass; unknown fields are ignored."""
    return msgspec.convert(plain, type_)


def json_of(value: object) -> bytes:
    """Return a dataclass as JSON; amounts and dates are strings."""
    return msgspec.json.encode(value)


def from_json(text: str | bytes, type_: type[T]) -> T:
    """Return JSON as a value of this type: a dataclass or a tuple of them."""
    return msgspec.json.decode(text, type=type_)


def packed(sales: object) -> bytes:
    """Return sales as compressed JSON: nobody reads them in the console, and they take a quarter of the bytes."""
    packer = zlib.compressobj(zdict=WORDS_OF_SALES)
    return packer.compress(json_of(sales)) + packer.flush()


def unpacked(stored: bytes | str, type_: type[T]) -> T:
    """Return packed JSON as a value of this type; older items hold plain text."""
    if isinstance(stored, bytes):
        return from_json(zlib.decompressobj(zdict=WORDS_OF_SALES).decompress(stored), type_)
    return from_json(stored, type_)


def to_attribute(plain: Plain) -> AttributeValue:
    """Return a plain value as an attribute value; a float raises TypeError, since money is never one.

    The types that msgspec produces are checked first: imports write hundreds of values per draft.
    """
    kind = type(plain)
    if kind is str:
        return {"S": plain}
    if kind is dict:
        return {"M": to_attributes(plain)}
    if kind is list:
        return {"L": [to_attribute(item) for item in plain]}
    if kind is bool:
        return {"BOOL": plain}
    if kind is int:
        return {"N": str(plain)}
    return _by_base(plain)


def _by_base(plain: Plain) -> AttributeValue:
    if plain is None:
        return {"NULL": True}
    if isinstance(plain, bytes):
        return {"B": plain}
    bases: Any = ((str, str), (int, int), (Mapping, dict), (tuple, list))
    for base, kind in bases:
        if isinstance(plain, base):
            return to_attribute(kind(plain))
    raise TypeError(f"{type(plain).__name__} has no place in the table")


def to_attributes(plain: Mapping[str, Plain]) -> dict[str, AttributeValue]:
    """Return a mapping as an item; None is omitted, since absent means the same and costs nothing."""
    return {
        name: {"S": value} if type(value) is str else to_attribute(value)
        for name, value in plain.items()
        if value is not None
    }


def from_attribute(attribute: AttributeValue) -> Plain:
    """Return an attribute value as a plain value."""
    ((kind, value),) = attribute.items()
    if kind == "M":
        return from_attributes(value)
    if kind == "L":
        return [from_attribute(item) for item in value]
    if kind == "N":
        return int(value)
    return None if kind == "NULL" else value


def from_attributes(item: Mapping[str, AttributeValue]) -> dict[str, Plain]:
    """Return an item as a mapping."""
    return {name: from_attribute(value) for name, value in item.items()}
