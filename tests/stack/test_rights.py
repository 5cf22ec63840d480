"""Every route, by every role, on another seller's things: the token decides, and nothing is hinted."""

import base64
import json
import urllib.request
from itertools import product

import pytest

from infra.local import bootstrap
from infra.local.accounts import accounts_of
from infra.local.deployment import STACK, restore_api
from infra.local.http import Api
from infra.local.packaging import load_template
from invoicing.domain.basics.roles import SCOPES, Role
from tests.stack.shop import Shop, buyer
from tests.xml_orders import an_order

pytestmark = pytest.mark.stack
PASSWORD = "Local-password-2"
HIDDEN = ("Sklep Pod Lipą", "1111111111", "Kowalski", "jan@example.com", "rights-1")
"""What of the other seller must appear in no answer."""
BODIES = {
    "PATCH /documents/{document_id}": {"notes": "x"},
    "POST /documents/{document_id}/resolve": {"not_needed": True},
    "POST /documents/{document_id}/copy": {"kind": "invoice"},
    "POST /documents/{document_id}/corrections": {"reason": "x", "whole": True},
    "POST /documents/{document_id}/reissue": {"buyer": buyer("a@example.com")},
    "POST /documents/{document_id}/payments": {"amount": "1.00", "date": "2026-11-02"},
    "POST /documents/{document_id}/emails/{attempt_id}/settle": {"outcome": "sent"},
    "POST /documents/email": {"ids": ["{document_id}"]},
    "POST /documents/issue": {"ids": ["{document_id}"], "dry_run": True},
    "POST /messages/preview": {"document_id": "{document_id}"},
    "POST /exports": {"what": "print", "filter": {"q": "x"}},
    "POST /erasures": {"buyer": "login-of-rights-1"},
    "POST /imports": {},
    "POST /numbers": {"kind": "invoice", "next": 1, "reason": "x"},
    "PUT /vat-rules": {"apply_to_drafts": False},
}


def routes():
    """Yield method, path and the scope of each route of the template; None for those that anybody may call."""
    for body in load_template(bootstrap.ROOT / "template.yaml")["Resources"].values():
        for event in body.get("Properties", {}).get("Events", {}).values():
            if event["Type"] != "HttpApi":
                continue
            route = event["Properties"]
            auth = route.get("Auth", {})
            scope = None if auth.get("Authorizer") == "NONE" else auth["AuthorizationScopes"][0]
            yield route["Method"], route["Path"], scope


GUARDED = [route for route in routes() if route[2]]


@pytest.fixture(scope="module")
def neighbours(aws, outputs):
    """Return APIs by name with their roles, of people and of a program that work for the other seller."""
    accounts, apis = accounts_of(STACK), {}
    for role in Role:
        email = f"{role}@swiece-sowa.example"
        accounts.add_user(email, PASSWORD, seller_id="sowa", role=role)
        apis[str(role)] = role, Api(outputs["api_url"], accounts.token(email, PASSWORD))
    client_id, secret = accounts.add_machine("erp", seller_id="sowa", role=Role.ISSUER)
    restore_api(aws)
    apis["program"] = Role.ISSUER, Api(outputs["api_url"], program_token(outputs, client_id, secret))
    return apis


def program_token(outputs, client_id, secret):
    """Return a token of a program, by its own credentials."""
    asked = urllib.request.Request(f"{outputs['aws_endpoint_url']}/oauth2/token", b"grant_type=client_credentials")
    asked.add_header("Authorization", f"Basic {base64.b64encode(f'{client_id}:{secret}'.encode()).decode()}")
    asked.add_header("Content-Type", "application/x-www-form-urlencoded")
    with urllib.request.urlopen(asked) as answer:
        return json.load(answer)["access_token"]


@pytest.fixture(scope="module")
def secret(shop: Shop):
    """Return the ids of an issued document, its mail, an import and a job of the first seller."""
    report = shop.upload_orders(an_order("rights-1"), name="rights.xml")
    [row] = report["transactions"]
    document_id = row["document_id"]
    shop.api.call("PATCH", f"/documents/{document_id}", {"buyer": buyer("jan@example.com")}, If_Match='"1"')
    assert shop.api.call("POST", f"/documents/{document_id}/issue", {}).status == 200
    shop.delivered(document_id)
    job = shop.api.call("POST", "/exports", {"what": "print", "filter": {"q": "rights-1"}}).body
    ids = {"document_id": document_id, "attempt_id": "issue", "import_id": report["import_id"]}
    return {**ids, "job_id": job["job_id"]}


def asked(api, method, path, ids):
    """Call a route with these ids in its path and its body."""
    for name, value in ids.items():
        path = path.replace(f"{{{name}}}", value)
    return api.call(method, path, body_of(method, path, ids), If_Match='"1"')


def body_of(method, path, ids):
    template = next((body for route, body in BODIES.items() if matches(route, method, path)), {})
    if method in ("GET", "DELETE"):
        return None
    return json.loads(json.dumps(template).replace("{document_id}", ids["document_id"]))


def matches(route, method, path):
    wanted_method, _, wanted = route.partition(" ")
    wanted_parts, parts = wanted.split("/"), path.split("/")
    return (
        method == wanted_method
        and len(wanted_parts) == len(parts)
        and all(want.startswith("{") or want == part for want, part in zip(wanted_parts, parts, strict=True))
    )


@pytest.mark.parametrize(("method", "path", "scope"), GUARDED, ids=str)
def test_a_role_reaches_its_own_routes_and_no_other_seller_s_things(
    neighbours, secret, outputs, shop, method, path, scope
):
    for stranger in (Api(outputs["api_url"]), Api(outputs["api_url"], shop.api.token[:-6] + "AAAAAA")):
        assert asked(stranger, method, path, secret).status == 401

    for name, (role, api) in neighbours.items():
        answer = asked(api, method, path, secret)
        if scope not in SCOPES[role]:
            assert answer.status == 403, (name, answer.body)
            continue
        if "{" in path:
            assert answer.status == 404, (name, answer.body)
        assert answer.status not in (401, 403), (name, answer.body)
        told = json.dumps(answer.body, ensure_ascii=False)
        assert not [word for word in HIDDEN if word in told], (name, told)


def test_a_thing_of_another_seller_and_one_that_never_was_are_the_same(neighbours, secret):
    """Not even the words of the answer tell them apart."""
    nothing = {name: "20200101-000000-00000000" for name in secret}
    for method, path, _ in GUARDED:
        if "{" in path:
            there, nowhere = (asked(neighbours["owner"][1], method, path, ids) for ids in (secret, nothing))
            differs = {"request_id"}
            assert {**there.body, **dict.fromkeys(differs)} == {**nowhere.body, **dict.fromkeys(differs)}


def test_a_grant_to_upload_is_for_the_seller_s_own_folder(neighbours):
    fields = neighbours["owner"][1].call("POST", "/imports", {}).body["upload"]["fields"]
    assert fields["key"].startswith("uploads/sowa/")


def test_each_role_is_a_set_of_scopes_that_the_template_knows():
    """The walk above is as long as the product of roles and routes."""
    assert len(list(product(Role, GUARDED))) == len(Role) * len(GUARDED) > 90
    assert {scope for _, _, scope in GUARDED} == set(SCOPES[Role.OWNER])
