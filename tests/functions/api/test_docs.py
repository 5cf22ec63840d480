"""The documentation: read by everybody, from this stack alone."""

import json
import re
from urllib.parse import urljoin

import pytest

from functions.show_docs import app as show_docs
from tests.functions.calls import call

PAGES = ("/docs", "/docs/pomoc")
ROUTES = ("/openapi.json", *PAGES, "/docs/docs.js")
LARGEST_ANSWER = 6 * 1024 * 1024


def show(path, **headers):
    return call(show_docs, "GET", path, seller="", **headers)


def test_the_specification_is_the_committed_one():
    answer = show("/openapi.json")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.body == json.loads((show_docs.HERE / "openapi.json").read_text())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_only_what_lies_beside_it(page):
    answer = show(page)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    used = re.findall(r'(?:src|href)="([^"#]+)"', answer.body)
    for link in used:
        assert ":" not in link, "relative, so that it works under any stage"
        assert show(urljoin(page, link)).status == 200, link


@pytest.mark.parametrize("name", sorted(show_docs.FILES))
def test_every_file_is_shown_compressed_and_small_enough(name):
    plain, packed = show(f"/docs/{name}"), show(f"/docs/{name}", accept_encoding="gzip")
    assert plain.status == 200
    assert packed.body == plain.body
    assert len(show_docs.content(name).encode()) < LARGEST_ANSWER


@pytest.mark.parametrize("name", ["nowhere", "app.py", "..", "¡"])
def test_nothing_else_is_shown(name):
    answer = show(f"/docs/{name}")
    assert (answer.status, answer.body["code"]) in ((404, "not_found"), (404, "no_such_route"), (422, "validation"))


@pytest.mark.parametrize("path", ROUTES)
def test_its_refusals_are_those_of_any_route(path, monkeypatch):
    def explode(_):
        raise RuntimeError("secret detail")

    assert show(f"{path}?nonsense=1").body["code"] == "validation"
    monkeypatch.setattr(show_docs, "shown", explode)
    assert show(path).body["code"] == "internal"
