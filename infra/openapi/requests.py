"""The request side of the specification, which Powertools derives from the types of the handlers."""

import inspect
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, get_args

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from pydantic import BaseModel

from infra.local.bootstrap import ROOT
from infra.local.packaging import load_template
from infra.openapi.words import PARAMETERS

Schema = dict[str, Any]
LEFT_OUT = ("HTTPValidationError", "ValidationError", "ResponseValidationError")
"""Schemas of Powertools' own refusals; ours look different."""


@dataclass(frozen=True, slots=True)
class Route:
    """A route of the template, with the request that its handler accepts. A public route has no scopes."""

    method: str
    path: str
    function: str
    scopes: tuple[str, ...]
    operation: Schema
    name: str
    uses: frozenset[str]

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"


def declared_routes() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the template's routes: the function's folder and the scopes, by method and path."""
    declared = {}
    for body in load_template(ROOT / "template.yaml")["Resources"].values():
        for event in body.get("Properties", {}).get("Events", {}).values():
            if event["Type"] == "HttpApi":
                route = event["Properties"]
                scopes = tuple(route.get("Auth", {}).get("AuthorizationScopes", ()))
                folder = body["Properties"]["CodeUri"].removeprefix("functions/")
                declared[f"{route['Method']} {route['Path']}"] = (folder, scopes)
    return declared


def routes() -> tuple[list[Route], dict[str, Schema]]:
    """Return every route, and the schemas of their requests."""
    declared, served = declared_routes(), []
    components: dict[str, Schema] = {}
    for folder in sorted({folder for folder, _ in declared.values()}):
        module = import_module(f"functions.{folder}.app")
        document = _document(module.app)
        components |= document["components"]["schemas"]
        for route in _handlers(module.app):
            key = f"{route.method} {route.openapi_path}"
            operation = document["paths"][route.openapi_path][route.method.lower()]
            served.append(
                Route(
                    method=route.method,
                    path=route.openapi_path,
                    function=folder,
                    scopes=declared[key][1] if key in declared else (),
                    operation=_cleaned(operation, route.func),
                    name=route.func.__name__,
                    uses=frozenset(route.func.__code__.co_names),
                )
            )
    order = list(declared)
    served.sort(key=lambda route: order.index(route.key) if route.key in order else len(order))
    return served, {name: schema for name, schema in components.items() if name not in LEFT_OUT}


def _document(app: APIGatewayHttpResolver) -> Schema:
    whole = app.get_openapi_schema(title="-", version="1")
    document: Schema = json.loads(whole.model_dump_json(by_alias=True, exclude_none=True))
    document.setdefault("components", {}).setdefault("schemas", {})
    return document


def _handlers(app: APIGatewayHttpResolver) -> Iterator[Any]:
    yield from (*app._static_routes, *app._dynamic_routes)


def _cleaned(operation: Schema, handler: Any) -> Schema:
    """Return the parameters and the body; the fields of a query model are described one by one."""
    models = list(_query_models(handler))
    parameters = [_parameter(parameter, models) for parameter in operation.get("parameters", ())]
    kept: Schema = {"parameters": parameters} if parameters else {}
    if "requestBody" in operation:
        kept["requestBody"] = operation["requestBody"]
        content = kept["requestBody"]["content"]["application/json"]
        content["schema"] = _without_null(content["schema"])
    return kept


def _query_models(handler: Any) -> Iterator[Schema]:
    for parameter in inspect.signature(handler).parameters.values():
        kinds = get_args(parameter.annotation)
        is_query = any(type(kind).__name__ == "Query" for kind in kinds[1:])
        if is_query and isinstance(kinds[0], type) and issubclass(kinds[0], BaseModel):
            yield kinds[0].model_json_schema(ref_template="#/components/schemas/{model}")


def _parameter(parameter: Schema, models: list[Schema]) -> Schema:
    name, schema = parameter["name"], parameter["schema"]
    for model in models:
        schema = model["properties"].get(name, schema)
    shown = {**parameter, "schema": _without_null(schema)}
    description = PARAMETERS.get(name) or schema.get("description")
    return {**shown, "description": description} if description else shown


def _without_null(schema: Schema) -> Schema:
    """Return the schema of a value that is sent: an absent parameter is not null."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    if "anyOf" not in kept:
        return {**kept, **({"default": schema["default"]} if schema.get("default") is not None else {})}
    kinds = [kind for kind in kept.pop("anyOf") if kind != {"type": "null"}]
    return {**kept, **kinds[0]} if len(kinds) == 1 else {**kept, "anyOf": kinds}
