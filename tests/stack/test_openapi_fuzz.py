"""The deployed API under what nobody expects: requests made from its own specification, good ones and broken ones.

No answer may be a server's error, none may differ from what the specification tells of it. The cases are the same in
every run; the ids in paths are those of real documents, so that what lies behind them is reached.
"""

import json
import os
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from infra.local.accounts import accounts_of
from infra.local.deployment import STACK
from infra.local.seed import LIPA, PASSWORD
from infra.openapi.__main__ import COPY
from invoicing.domain.basics.roles import Role
from invoicing.domain.sellers.settings import MailSettings
from tests.stack.shop import Shop
from tests.xml_orders import an_order

CASES = int(os.environ.get("FUZZ_CASES", "15"))
"""Per route and kind (good, broken). To look for more: FUZZ_RANDOM=1 FUZZ_CASES=200."""
SPECIFICATION = json.loads(COPY.read_text())
ROUTES = sorted(
    (f"{method.upper()} {path}" for path, methods in SPECIFICATION["paths"].items() for method in methods),
    key=lambda route: (not route.startswith("PATCH"), route.startswith("DELETE"), route),
)
"""Edits while there are drafts; what puts them aside comes last."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def takes_something(route: str) -> bool:
    """Has a route anything that could be wrong?"""
    method, path = route.split(" ")
    return {"parameters", "requestBody"} & SPECIFICATION["paths"][path][method.lower()].keys() != set()


SEEN: Counter[tuple[str, int]] = Counter()


@pytest.fixture(scope="module")
def fuzzed(outputs):
    """Return a seller whom nobody else's tests know, with drafts, an issued document, imports and jobs."""
    accounts = accounts_of(STACK)
    accounts.add_seller(replace(LIPA, id="fuzz", name="Sklep na próbę", senders=(), mail=MailSettings()))
    accounts.add_user("fuzz@example.com", PASSWORD, seller_id="fuzz", role=Role.OWNER)
    token = accounts.token("fuzz@example.com", PASSWORD)
    shop = Shop({**outputs, "users": {"fuzz": {"token": token}}}, user="fuzz")
    ids = shop.drafted(*(an_order(f"fuzz-{number}") for number in range(16)), name="fuzz.xml")
    for document_id in ids[:3]:
        shop.api.call("POST", f"/documents/{document_id}/issue", {"send_email": False})
    job = shop.api.call("POST", "/documents/issue", {"ids": ids[3:4]}).body["job_id"]
    export = shop.api.call("POST", "/exports", {"what": "month", "month": "2026-11"}).body["job_id"]
    imports = [row["import_id"] for row in shop.api.call("GET", "/imports").body["items"]]
    places = {
        "document_id": ids[2:],
        "import_id": imports,
        "attempt_id": ["issue", "nowhere"],
        "job_id": [job, export],
        "file": ["docs.js", "docs.css"],
    }
    return shop, {name: [*known, "nowhere"] for name, known in places.items()}


@pytest.fixture(scope="module")
def schema(fuzzed):
    shop, _ = fuzzed
    loaded = schemathesis.openapi.from_dict(SPECIFICATION)
    loaded.config.update(base_url=shop.api.url, headers={"Authorization": f"Bearer {shop.api.token}"})
    return loaded


def meant(case: Any, data: Any, shop: Shop, places: dict[str, list[str]]) -> None:
    """Give a good request ids that are there, the version that is there, and mostly no cursor."""
    asked = case.body if isinstance(case.body, dict) else {}
    for names in (case.path_parameters or {}, asked):
        for name in names.keys() & places.keys():
            names[name] = data.draw(st.sampled_from(places[name]))
    if "If-Match" in (case.headers or {}):
        there = shop.api.call("GET", case.formatted_path if case.path_parameters else case.path)
        case.headers["If-Match"] = there.headers.get("etag", '"1"')
    if "cursor" in (case.query or {}) and data.draw(st.integers(0, 3)):
        del case.query["cursor"]


@pytest.mark.parametrize(
    ("route", "mode"),
    [
        *((route, GenerationMode.POSITIVE) for route in ROUTES),
        *((route, GenerationMode.NEGATIVE) for route in ROUTES if takes_something(route)),
    ],
    ids=str,
)
def test_no_request_breaks_the_api_or_its_word(schema, fuzzed, route, mode):
    shop, places = fuzzed
    method, path = route.split(" ")
    operation = schema[path][method]
    checks = CHECKS if mode is GenerationMode.POSITIVE else [*CHECKS, negative_data_rejection]

    @settings(
        max_examples=CASES,
        derandomize="FUZZ_RANDOM" not in os.environ,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def fuzz(case: Any, data: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            meant(case, data, shop, places)
        SEEN[route, case.call_and_validate(checks=checks, timeout=30).status_code] += 1

    fuzz()


def test_every_route_was_reached_and_most_did_something():
    print(f"{len(ROUTES)} routes, {sum(SEEN.values())} cases")
    for (route, status), count in sorted(SEEN.items()):
        print(route, status, count)
    reached = {route for route, _ in SEEN}
    assert reached == set(ROUTES)
    did_something = {route for route, status in SEEN if status < 400}
    assert len(did_something) >= len(reached) - 4, "settling needs a doubt, and so on"
