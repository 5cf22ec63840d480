"""The specification matches the code: its committed copy, its routes, its codes and its examples."""

import ast
import json
from collections import Counter
from importlib import import_module

import jsonschema_rs
import pytest
from openapi_spec_validator import validate

from infra.local.bootstrap import ROOT
from infra.openapi.__main__ import COPY
from infra.openapi.codes import NEVER_ANSWERED, OF_JOBS, all_codes, error_classes
from infra.openapi.document import document, refusals
from infra.openapi.requests import declared_routes, routes
from infra.openapi.routes import FUNCTIONS, ROUTES, words_of
from invoicing.domain.problems.catalogue.lookup import HOLDING
from invoicing.runtime.api import problem_json
from invoicing.runtime.api.problem_json import EDGE, STATUSES, EdgeRefusal

SPECIFICATION = document()
FOUND = {route.key: route for route in routes()[0]}


def test_the_committed_copy_is_what_the_code_says():
    assert json.loads(COPY.read_text()) == SPECIFICATION, "write it again with: python3 infra/openapi"


def test_it_is_valid_openapi():
    validate(SPECIFICATION)
    operations = [operation for methods in SPECIFICATION["paths"].values() for operation in methods.values()]
    assert max(Counter(operation["operationId"] for operation in operations).values()) == 1


def test_schemas_have_names_of_their_own():
    """msgspec names two types of the same name by their modules: a move would change the specification."""
    assert [name for name in SPECIFICATION["components"]["schemas"] if not name.isidentifier()] == []


def test_routes_of_the_template_are_those_of_the_functions_and_have_handlers():
    declared = {key: function for key, (function, _) in declared_routes().items()}
    assert {key: route.function for key, route in FOUND.items()} == declared, "template.yaml, or the handler in app.py"
    described = [(key, function) for function in FUNCTIONS for key in words_of(function)]
    assert sorted(described) == sorted(declared.items()), "describe the route in the function's routes.py"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_entries_are_plain_data_that_no_handler_pays_for(function):
    folder = ROOT / "functions" / function
    entries = ast.parse((folder / "routes.py").read_text())
    assert not [node for node in ast.walk(entries) if isinstance(node, ast.Import | ast.ImportFrom | ast.Call)]
    handler = ast.parse((folder / "app.py").read_text())
    modules = [node.module or "" for node in ast.walk(handler) if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in ast.walk(handler) if isinstance(node, ast.Import) for name in node.names]
    assert not [module for module in modules if "routes" in module.split(".")]


@pytest.mark.parametrize("key", sorted(key for key, route in FOUND.items() if "requestBody" in route.operation))
def test_every_body_has_an_example_that_its_route_takes(key):
    route = FOUND[key]
    method, path = key.lower().partition(" ")[0], route.path
    schema = SPECIFICATION["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
    jsonschema_rs.validate({**schema, "components": SPECIFICATION["components"]}, ROUTES[key].example)
    handler = getattr(import_module(f"functions.{route.function}.app"), route.name)
    model = next(part for part in (handler.__annotations__.get(name) for name in ("body", "changes")) if part)
    for kind in getattr(model, "__args__", (model,)):
        for single in getattr(kind, "__args__", (kind,)):
            if hasattr(single, "model_validate"):
                single.model_validate(ROUTES[key].example)


def test_every_example_is_of_a_route_with_a_body():
    assert {key for key, words in ROUTES.items() if words.example is not None} == {
        key for key, route in FOUND.items() if "requestBody" in route.operation
    }


def test_every_error_has_a_status():
    assert {kind for kind in error_classes() if kind not in NEVER_ANSWERED} == STATUSES.keys()


def test_no_refusal_is_written_with_a_code_of_its_own():
    """Codes come from the classes and lists that the specification reads."""
    edge = [*(ROOT / "layers" / "invoicing" / "invoicing" / "runtime").rglob("*.py")]
    for file in (*edge, *(ROOT / "functions").glob("*/app.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("problem", "EdgeRefusal"):
                is_listed = file.name == "problem_json.py" and ast.unparse(node.func) == "EdgeRefusal"
                assert is_listed or not any(isinstance(part, ast.Constant) for part in node.args[:2]), file
    assert {name for name, value in vars(problem_json).items() if isinstance(value, EdgeRefusal)} == {
        name for name, value in vars(problem_json).items() if value in EDGE
    }


def test_routes_refuse_with_known_codes_and_every_code_is_refused_with_somewhere():
    codes = all_codes()
    assert {code for words in ROUTES.values() for code in words.refuses} <= codes.keys()
    assert {code for key, words in ROUTES.items() for code in refusals(FOUND[key], words)} == codes.keys() - OF_JOBS
    for code in codes:
        assert f"| `{code}` |" in SPECIFICATION["info"]["description"]


def test_a_list_is_filtered_by_the_problems_of_the_catalogue():
    [problem] = [
        named for named in SPECIFICATION["paths"]["/documents"]["get"]["parameters"] if named["name"] == "problem"
    ]
    assert str(sorted(HOLDING)) in str(problem["schema"])
