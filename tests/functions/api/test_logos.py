"""A seller's logo, from the settings to the paper."""

import hashlib
import urllib.request
from base64 import b64encode
from dataclasses import replace

import pytest

from functions.manage_seller import app as manage_seller
from functions.preview_document import app as preview_document
from functions.render_document import app as render_document
from invoicing.adapters.pictures import checked_logo
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.adapters.pdf.pdf_reading import opened
from tests.adapters.pictures.logo_files import a_logo
from tests.builders import a_draft, stored
from tests.functions.calls import Context, call, messages

SELLER = {"name": "Lipa", "address": {"street": "ul. Nowa 1", "city": "Poznań", "postcode": "60-101"}}
RENDER = {"seller_id": "lipa", "document_id": "draft-1"}


def test_a_logo_is_kept_by_its_content_until_it_is_taken_away(office, bucket):
    content = checked_logo(a_logo())
    sha256 = hashlib.sha256(content).hexdigest()
    sent = call(manage_seller, "PUT", "/seller", {**SELLER, "logo": b64encode(content).decode()})
    shown = call(manage_seller, "GET", "/seller").body
    kept = [call(manage_seller, "PUT", "/seller", body).body["logo"] for body in (SELLER, shown)]
    again = call(manage_seller, "PUT", "/seller", {**SELLER, "logo": b64encode(content).decode()})
    away = call(manage_seller, "PUT", "/seller", {**SELLER, "logo": None})

    assert (sent.status, sent.body["logo"], shown["logo"], kept) == (200, sha256, sha256, [sha256, sha256])
    assert (again.body["logo"], away.body["logo"]) == (sha256, None)
    assert office.logos().get("lipa", sha256) == content


@pytest.mark.parametrize("logo", ["f" * 64, "to nie jest Base64!", "", b64encode(b"<svg/>").decode()])
def test_what_is_no_picture_is_refused_and_changes_nothing(office, logo):
    """Another seller's checksum gives nobody his logo."""
    answer = call(manage_seller, "PUT", "/seller", {**SELLER, "logo": logo})

    assert (answer.status, answer.body["field"]) == (422, "logo")
    assert call(manage_seller, "GET", "/seller").body["logo"] is None


def test_a_document_keeps_the_logo_that_it_was_issued_with(office, bucket):
    """F-37: changing the settings changes no paper."""
    first, second = (checked_logo(a_logo(mode)) for mode in ("RGBA", "L"))
    office.drafts().add("lipa", [stored(a_draft())])
    settings = office.sellers().get("lipa")
    with_logo = replace(settings, logo=office.logos().put("lipa", first), version=settings.version + 1)
    office.sellers().save(with_logo, instead_of=settings.version)
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    other = replace(with_logo, logo=office.logos().put("lipa", second), version=with_logo.version + 1)
    office.sellers().save(other, instead_of=with_logo.version)
    render_document.lambda_handler(messages(RENDER), Context())
    pdf = office.pdfs().get(office.documents().get("lipa", "draft-1").summary.pdf.key)
    (shown,) = opened(pdf).pages[0].images

    assert shown.image.convert("RGB").getpixel((45, 45))[0] > 150


def test_a_preview_shows_the_logo_that_the_draft_would_be_issued_with(office, bucket):
    office.drafts().add("lipa", [stored(a_draft())])
    settings = office.sellers().get("lipa")
    logo = office.logos().put("lipa", checked_logo(a_logo()))
    office.sellers().save(replace(settings, logo=logo, version=settings.version + 1), instead_of=settings.version)
    link = call(preview_document, "GET", "/documents/draft-1/preview").headers["location"]

    with urllib.request.urlopen(link) as answer:
        assert len(opened(answer.read()).pages[0].images) == 1
