"""A provoked failure in each function leads to what its alarm counts: a message that comes back, a 5xx, or an error."""

from importlib import import_module
from typing import Any

import pytest

from functions.show_docs import app as show_docs
from infra.local.packaging import load_template
from invoicing.runtime.wiring import adapters
from tests.functions.calls import Context, call, messages
from tests.infra.alarms import alarms, ends_of_failures
from tests.infra.templates import ROOT

SOURCE = load_template(ROOT / "template.yaml")["Resources"]
ENDS = ends_of_failures(SOURCE)
MAIL = {"seller_id": "lipa", "document_id": "d", "attempt_id": "a"}
JOB = {"seller_id": "lipa", "job_id": "j", "what": "issue"}
PROVOKED: dict[str, Any] = {
    "AddClaims": {"request": {"userAttributes": {"sub": "u"}}, "callerContext": {"clientId": "c"}},
    "ApplyChanges": messages({"detail": {"object": {"key": "changes/lipa/a.csv", "etag": "e"}}}),
    "AuditBooks": {"what": "audit"},
    "BeginJob": {
        "input": {"seller_id": "lipa", "what": "issue", "filter": {}},
        "execution": "x",
        "started_at": "2026-11-24",
    },
    "CorrectDocuments": ("POST", "/documents/d/copy", {"kind": "invoice"}),
    "EditDocuments": ("DELETE", "/documents/d"),
    "EmailDocument": messages(MAIL),
    "ForwardChanges": {"Records": [{"dynamodb": {}}]},
    "ImportSales": messages({"detail": {"object": {"key": "uploads/lipa/a.xml", "etag": "e"}}}),
    "IssueDocuments": ("POST", "/documents/d/issue", {}),
    "MailDocuments": ("POST", "/documents/d/email", {}),
    "ManageImports": ("GET", "/imports"),
    "ManageJobs": ("GET", "/jobs"),
    "ManageSeller": ("GET", "/seller"),
    "PreviewDocument": ("GET", "/documents/d/preview"),
    "ReadDocuments": ("GET", "/documents"),
    "ReadMails": ("GET", "/documents/d/emails"),
    "ReadRegisters": ("GET", "/numbers"),
    "Reconcile": {},
    "RecordEmailEvent": messages({"detail": "not an event of SES"}),
    "RenderDocument": messages(MAIL),
    "RunExport": JOB,
    "RunJob": JOB,
    "ShowDocs": ("GET", "/docs"),
}
"""What each function is called with while neither the table nor the uploads can be reached."""


class BrokenError(Exception):
    """The outside is out of reach."""


@pytest.fixture
def broken(office, monkeypatch):
    def unreachable(*_, **__):
        raise BrokenError("Jan Kowalski")

    monkeypatch.setattr(show_docs, "content", unreachable)
    for name, part in vars(adapters).items():
        if hasattr(part, "cache_clear") and name not in ("checks", "mailer"):
            monkeypatch.setattr(adapters, name, unreachable)


def test_every_function_is_provoked():
    assert PROVOKED.keys() == ENDS.keys()


@pytest.mark.parametrize("name", PROVOKED)
def test_a_failure_is_told_the_way_that_an_alarm_counts(broken, name, capsys):
    app = import_module(f"functions.{SOURCE[name]['Properties']['CodeUri'].rpartition('/')[2]}.app")
    namespace, metric, about = ENDS[name]
    provoked = PROVOKED[name]

    if namespace == "AWS/ApiGateway":
        assert call(app, *provoked).status == 500
    elif namespace == "AWS/SQS":
        assert app.lambda_handler(provoked, Context())["batchItemFailures"] == [{"itemIdentifier": "m-0"}]
    else:
        with pytest.raises((BrokenError, KeyError)):
            app.lambda_handler(provoked, Context())
    assert any((namespace, metric, about) in watched for watched in alarms().values())
    assert "Kowalski" not in capsys.readouterr().out, "the log says the kind of error, not its words"
