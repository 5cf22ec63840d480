"""A draft as it would be printed."""

import io
import urllib.request

import pytest
from pypdf import PdfReader

from functions.preview_document import app as preview_document
from invoicing.domain.documents.summary import Pdf
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import a_draft, a_line, stored
from tests.functions.calls import call

PATH = "/documents/draft-1/preview"


def text_of(link: str) -> str:
    with urllib.request.urlopen(link) as answer:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.read())).pages)


@pytest.mark.parametrize("draft", [a_draft(), a_draft(lines=(a_line(vat_rate=None),))], ids=["ready", "held"])
def test_a_draft_is_shown_with_a_watermark_and_without_a_number(office, draft):
    office.drafts().add("lipa", [stored(draft)])

    answer = call(preview_document, "GET", PATH)

    assert answer.status == 302
    assert "/previews/lipa/draft-1/1.pdf" in answer.headers["location"]
    text = text_of(answer.headers["location"])
    assert "PODGLĄD" in text
    assert "Sklep Pod Lipą" in text
    assert "AL 1/" not in text
    assert call(preview_document, "GET", PATH).status == 302, "and once more"


def test_of_an_issued_document_its_own_pdf_is_shown(office):
    office.drafts().add("lipa", [stored(a_draft())])
    issue_document("lipa", "draft-1", IssueRequest(send_email=False), issue_deps())
    early = call(preview_document, "GET", PATH)
    office.documents().record_pdf("lipa", "draft-1", Pdf(key="pdf/lipa/a.pdf", sha256="0", size=1), None)

    assert (early.status, early.body["code"]) == (409, "pdf_not_ready")
    assert "pdf/lipa/a.pdf" in call(preview_document, "GET", PATH).headers["location"]


def test_another_seller_s_draft_does_not_exist(office):
    office.drafts().add("lipa", [stored(a_draft())])
    assert call(preview_document, "GET", PATH, seller="sowa").status == 404
