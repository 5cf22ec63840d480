"""Every field of a kind that the domain parses, in any query, path or body, refuses what is not of its kind."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from infra.openapi.document import document
from infra.openapi.requests import routes
from invoicing.domain.basics.ids import ID
from invoicing.domain.basics.months import WRITTEN
from tests.functions.calls import call

SPECIFICATION = document()
FUNCTIONS = {route.key: route.function for route in routes()[0]}
BAD = {
    "day": ("0001-01-01", "9999-12-31", "2026-02-30", "٢٠٢٦-11-24", "2026-11-24T00:00:00", "1795478400", " 2026-11-24"),
    "month": ("0001-01", "9999-12", "2026-13", "٢٠٢٦-11", "2026-11 ", "2026-1"),
    "amount": ("1e1", "1_0", " 1", "1 ", "٣", "３", "NaN", "-Infinity", "+1", "1.234", "100000000", "9" * 5_000),
    "pieces": ("1e1", "1_0", " 1", "٣", "NaN", "0.0000001"),
    "currency": ("XXX", "pln", " PLN", "PLN ", "ＰＬＮ"),
    "country": ("ZZ", "pl", " PL", "PL ", "ＰＬ"),
    "id": ("a_b", "ą", " a", "a b", "a" * 65, ""),
}
OTHER_TYPES = {
    "day": (1795478400, 20261124, 1.5, True, [], {}),
    "month": (202611, True, []),
    "amount": (True, [], {}, 1e300, -1),
    "pieces": (True, [], {}),
    "currency": (978, []),
    "country": (616, []),
    "id": (7, True, []),
}


def kind_of(schema: dict[str, Any]) -> str | None:
    """Return which of the strict kinds a field is of."""
    named = {"ISO 4217": "currency", "ISO 3166 alpha-2": "country", "amount with at most two decimals": "amount"}
    named["pieces, at most six decimals and a million"] = "pieces"
    if schema.get("format") == "date":
        return "day"
    if schema.get("pattern") in (f"^{WRITTEN}$", "^20[0-9]{2}(-(0[1-9]|1[0-2]))?$"):
        return "month"
    return "id" if schema.get("pattern") == f"^{ID}$" else named.get(schema.get("description", ""))


def fields_of(schema: dict[str, Any], place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the places of a body's fields of a strict kind."""
    if "$ref" in schema:
        yield from fields_of(SPECIFICATION["components"]["schemas"][schema["$ref"].rpartition("/")[2]], place)
    if (kind := kind_of(schema)) is not None:
        yield place, kind
        return
    for part in schema.get("anyOf", ()):
        yield from fields_of(part, place)
    for name, part in schema.get("properties", {}).items():
        yield from fields_of(part, (*place, name))
    if "items" in schema:
        yield from fields_of(schema["items"], (*place, 0))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in SPECIFICATION["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def in_bodies() -> Iterator[Any]:
    for key, operation in operations():
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            for place, kind in fields_of(schema):
                yield pytest.param(key, place, kind, id=f"{key} {'.'.join(map(str, place))}")


def in_parameters(where: str) -> Iterator[Any]:
    for key, operation in operations():
        for parameter in operation.get("parameters", ()):
            kind = kind_of(parameter["schema"])
            if parameter["in"] == where and kind:
                yield pytest.param(key, parameter["name"], kind, id=f"{key} {parameter['name']}")


def holding(place: tuple[str | int, ...], value: Any) -> Any:
    """Return a body with nothing but this value at this place."""
    for step in reversed(place):
        value = [value] if step == 0 else {step: value}
    return value


def ask(key: str, body: Any = None, **ids: str) -> Any:
    method, path = key.split(" ")
    for name in ("document_id", "import_id", "job_id", "attempt_id"):
        path = path.replace(f"{{{name}}}", ids.get(name, "d-1"))
    return call(import_module(f"functions.{FUNCTIONS[key]}.app"), method, path, body, if_match='"1"')


def test_fields_of_every_kind_are_found():
    found = {(param.values[0], param.values[1]): param.values[2] for param in in_bodies()}
    assert found["POST /documents/issue", ("filter", "to")] == "day"
    assert found["PATCH /documents/{document_id}", ("lines", 0, "unit_gross")] == "amount"
    assert found["PATCH /documents/{document_id}", ("buyer", "address", "country")] == "country"
    assert found["POST /documents/email", ("ids", 0)] == "id"
    assert set(found.values()) == set(BAD)


@pytest.mark.parametrize(("key", "place", "kind"), [*in_bodies()])
def test_a_field_of_a_body_refuses_what_is_not_of_its_kind(office, key, place, kind):
    for value in (*BAD[kind], *OTHER_TYPES[kind]):
        answer = ask(key, holding(place, value))
        assert (answer.status, answer.body["code"]) == (422, "validation"), value
        fields = [error["field"] for error in answer.body["errors"]]
        assert any(field.startswith(".".join(map(str, place))) for field in fields), value


@pytest.mark.parametrize(("key", "name", "kind"), [*in_parameters("query")])
def test_a_parameter_refuses_what_is_not_of_its_kind(office, key, name, kind):
    method, path = key.split(" ")
    app = import_module(f"functions.{FUNCTIONS[key]}.app")
    for value in BAD[kind]:
        answer = call(app, method, f"{path}?{name}={value}")
        assert (answer.status, answer.body["field"]) == (422, name), value


@pytest.mark.parametrize(("key", "name", "kind"), [*in_parameters("path")])
def test_an_id_in_a_path_is_one_of_ours(office, key, name, kind):
    for value in ("a_b", "a" * 65, "a.b", "a~b"):
        answer = ask(key, {}, **{name: value})
        assert answer.body["code"] in ("no_such_route", "validation"), value
        assert answer.status in (404, 422)
        if answer.status == 422:
            assert name in [error["field"] for error in answer.body["errors"]]


def test_the_keys_of_accounts_are_currencies(office):
    answer = ask("PUT /seller", {"name": "x", "address": {}, "bank_accounts": {"ABC": "61 1090"}})
    assert (answer.status, answer.body["code"]) == (422, "validation")
    assert answer.body["field"].startswith("bank_accounts.ABC")
