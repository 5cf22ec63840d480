"""A field that cannot be taken is named with its reason in Polish."""

import pytest

from functions.issue_documents import app as issue_documents
from functions.manage_jobs import app as manage_jobs
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from tests.functions.calls import call


@pytest.mark.parametrize(
    ("app", "method", "path", "body", "told"),
    [
        (read_documents, "GET", "/documents?limit=0", None, "Popraw: limit – co najmniej 1."),
        (read_documents, "GET", "/documents?from=jutro", None, "Popraw: from – data w postaci RRRR-MM-DD."),
        (read_documents, "GET", "/documents?kind=paragon", None, "Popraw: kind – jedno z: 'invoice'"),
        (issue_documents, "POST", "/documents/d/issue", {"x": 1}, "Popraw: x – nie znam takiego pola."),
        (issue_documents, "POST", "/documents/d/issue", {"send_email": "?"}, "Popraw: send_email – true albo false."),
        (manage_jobs, "POST", "/documents/issue", {}, "podaj albo ids, albo filter."),
        (manage_seller, "PUT", "/seller", {"name": "x"}, "Popraw: address – brakuje tego pola."),
        (
            manage_seller,
            "PUT",
            "/seller",
            {"name": "", "address": {}},
            "Popraw: name – za krótki tekst (najmniej znaków: 1).",
        ),
    ],
)
def test_the_sentence_names_field_and_reason(office, app, method, path, body, told):
    answer = call(app, method, path, body)
    assert answer.status == 422
    assert told in answer.body["detail"]
