"""JSON schemas of our types, as strict as our answers: no unknown field, no missing one."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from infra.openapi.shape import NOT_ALWAYS, ONE_OF
from infra.openapi.words import FIELDS

Schema = dict[str, Any]
TEMPLATE = "#/components/schemas/{name}"
DECIMAL = r"^-?\d+(\.\d+)?$"
INSTANT = re.compile(r"(\w+_)?at$")


def schemas_of(types: Iterable[Any]) -> tuple[list[Schema], dict[str, Schema]]:
    """Return the schema of each type, and the named schemas that they refer to."""
    all_types = [*types]
    choices = [kind for kinds in ONE_OF.values() for kind in kinds]
    schemas, components = msgspec.json.schema_components([*all_types, *choices], ref_template=TEMPLATE)
    strict = {name: _strict(name, schema) for name, schema in components.items()}
    for name, kinds in ONE_OF.items():
        refs = [{"$ref": TEMPLATE.format(name=kind.__name__)} for kind in kinds]
        if name in strict:
            strict[name] = {"title": name, "oneOf": refs}
    return [_plain(schema) for schema in schemas[: len(all_types)]], strict


def _strict(name: str, schema: Schema) -> Schema:
    """Return the schema of a type, with every field required except those that an answer may lack."""
    if "properties" not in schema:
        return _plain(schema)
    properties = {field: _field(field, part) for field, part in schema["properties"].items()}
    lacking = NOT_ALWAYS.get(name, frozenset())
    return {
        **_plain({key: value for key, value in schema.items() if key != "properties"}),
        "properties": properties,
        "required": [field for field in properties if field not in lacking],
        "additionalProperties": False,
    }


def _field(name: str, schema: Schema) -> Schema:
    """Return the schema of a field, with its meaning and, for an instant, its format."""
    plain = _plain(schema)
    if INSTANT.fullmatch(name):
        plain = _with_format(plain)
    if name in FIELDS and "$ref" not in plain:
        plain["description"] = FIELDS[name]
    return plain


def _with_format(schema: Schema) -> Schema:
    if "anyOf" in schema:
        return {**schema, "anyOf": [_with_format(part) for part in schema["anyOf"]]}
    return {**schema, "format": "date-time"} if schema == {"type": "string"} else schema


def _plain(schema: Schema) -> Schema:
    """Return a schema without defaults, which mean nothing in answers, and with the pattern of decimals."""
    kept = {key: _plain_part(value) for key, value in schema.items() if key != "default"}
    if kept.get("format") == "decimal":
        kept["pattern"] = DECIMAL
    return kept


def _plain_part(part: Any) -> Any:
    if isinstance(part, list):
        return [_plain_part(item) for item in part]
    return _plain(part) if isinstance(part, dict) else part
