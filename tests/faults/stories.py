"""What each handler is walked through: how it comes to its event, and the event."""

import json
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from functions.begin_job import app as begin_job
from functions.correct_documents import app as correct_documents
from functions.edit_documents import app as edit_documents
from functions.issue_documents import app as issue_documents
from functions.mail_documents import app as mail_documents
from functions.manage_imports import app as manage_imports
from functions.manage_jobs import app as manage_jobs
from functions.manage_seller import app as manage_seller
from functions.preview_document import app as preview_document
from infra.openapi.routes import ROUTES
from tests.faults.beginnings import (
    Act,
    asked_for,
    copied,
    corrected,
    discarded,
    drafts,
    in_doubt,
    issued,
    issued_one,
    mailed,
    on_queue,
    overdue,
    sheet_edited,
    unreadable,
    uploaded,
    uploaded_again,
    uploaded_with_known_lines,
    waived,
)
from tests.faults.world import InvocationError, World

EMAIL = "klient@example.com"


@dataclass(frozen=True)
class Story:
    """`before` brings the world to where the handler is about to run; `act` runs it once. `queue` is whose batch it
    takes: its messages come twice more afterwards.
    """

    name: str
    before: Act
    act: Act
    queue: str | None = None

    def __str__(self) -> str:
        return self.name


def of_queue(name: str, queue: str, before: Act) -> Story:
    return Story(name, before, lambda world: world.deliver(queue), queue)


def of_route(app: ModuleType, method: str, path: str, body: Any, before: Act, **headers: str) -> Story:
    return Story(f"{method} {path}", before, lambda world: world.ask(app, method, path, body, **headers))


BUYER = {"name": "Jan Nowak", "email": EMAIL, "address": {"street": "ul. Nowa 1", "postcode": "00-001", "city": "Łódź"}}
EDITED_LINE = {"name": "Kubek", "quantity": "1", "unit_gross": "19.99", "vat_rate": "8", "offer_id": "offer-b"}
IDS = {"ids": ["d-a", "d-b", "d-c"]}
BEGIN = {
    "input": {"seller_id": "lipa", "what": "issue", **IDS},
    "execution": "arn:aws:states:eu-central-1:000000000000:execution:jobs:ręcznie",
    "started_at": "2026-11-24T10:00:00Z",
}


def begin(world: World) -> None:
    """An execution started in the console makes its job and runs it, as the machine does."""
    try:
        made = world.invoke(begin_job, BEGIN)
    except InvocationError:
        return
    if made not in world.executions:
        world.executions.append(json.loads(json.dumps(made)))


def issue_named(world: World) -> None:
    world.ask(issue_documents, "POST", f"/documents/{world.named['draft']}/issue", {})


def settle(world: World) -> None:
    path = f"/documents/d-a/emails/{world.named['attempt']}/settle"
    world.ask(mail_documents, "POST", path, {"outcome": "sent"})


def stop(world: World) -> None:
    world.ask(manage_jobs, "POST", f"/jobs/{world.named['job']}/stop", {})


STORIES = (
    of_queue("import_sales", "import", uploaded),
    of_queue("import_sales, a later file", "import", uploaded_again),
    of_queue("import_sales, known lines", "import", uploaded_with_known_lines),
    of_queue("import_sales, unreadable", "import", unreadable),
    of_queue("apply_changes", "changes", sheet_edited),
    Story(
        "forward_changes",
        asked_for(manage_jobs, "/exports", {"what": "print"}, issued),
        lambda w: w.forward(again=True),
    ),
    of_queue("render_document", "render", on_queue("render", issued)),
    of_queue("email_document", "mail", on_queue("mail", issued_one)),
    of_queue("record_email_event", "events", on_queue("events", issued)),
    Story("reconcile", overdue, lambda world: world.reconcile()),
    Story("begin_job", drafts, begin),
    Story("run_job, issue", asked_for(manage_jobs, "/documents/issue", IDS), lambda world: world.step()),
    Story("run_job, issue, the waiver ends", asked_for(manage_jobs, "/documents/issue", IDS, waived), World.step),
    Story("run_job, mail", asked_for(mail_documents, "/documents/email", IDS, mailed), lambda world: world.step()),
    Story(
        "run_job, erase",
        asked_for(manage_seller, "/erasures", {"buyer": "klient_01"}, discarded),
        lambda world: world.step(),
    ),
    Story(
        "run_export, month",
        asked_for(manage_jobs, "/exports", {"what": "month", "month": "2026-11"}, mailed),
        lambda world: world.step(),
    ),
    Story(
        "run_export, print", asked_for(manage_jobs, "/exports", {"what": "print"}, mailed), lambda world: world.step()
    ),
    of_route(issue_documents, "POST", "/documents/d-a/issue", {}, drafts),
    of_route(issue_documents, "POST", "/documents/d-b/issue", {}, waived),
    Story("issue a correction", corrected, issue_named),
    Story("issue a copy", copied, issue_named),
    Story("settle a mail in doubt", in_doubt, settle),
    Story("stop a job", asked_for(manage_jobs, "/documents/issue", IDS), stop),
    of_route(
        edit_documents, "PATCH", "/documents/d-a", {"notes": "prezent", "kind": "receipt"}, drafts, if_match='"1"'
    ),
    of_route(edit_documents, "PATCH", "/documents/d-b", {"lines": [EDITED_LINE]}, drafts, if_match='"1"'),
    of_route(edit_documents, "DELETE", "/documents/d-a", None, drafts),
    of_route(edit_documents, "POST", "/documents/d-a/restore", None, discarded),
    of_route(edit_documents, "POST", "/documents/d-a/resolve", {"not_needed": True}, drafts),
    of_route(edit_documents, "POST", "/documents/d-b/resolve", {"issued_elsewhere": {"number": "FV 7"}}, drafts),
    of_route(edit_documents, "PUT", "/vat-rules", {"offer-a": {"vat_rate": "8"}, "apply_to_drafts": True}, drafts),
    of_route(correct_documents, "POST", "/documents/d-a/copy", {"kind": "receipt"}, issued),
    of_route(correct_documents, "POST", "/documents/d-a/corrections", {"reason": "zwrot", "whole": True}, issued),
    of_route(correct_documents, "POST", "/documents/d-b/reissue", {"buyer": BUYER}, issued),
    of_route(correct_documents, "POST", "/documents/d-a/payments", {"amount": "5.00", "date": "2026-11-24"}, issued),
    of_route(mail_documents, "POST", "/documents/d-a/email", {"to": EMAIL}, mailed),
    of_route(mail_documents, "POST", "/documents/email", IDS, mailed),
    of_route(manage_imports, "POST", "/imports", {"vat_rate": "8"}, lambda _: None),
    of_route(manage_jobs, "POST", "/documents/issue", IDS, drafts),
    of_route(manage_jobs, "POST", "/exports", {"what": "month", "month": "2026-11"}, mailed),
    of_route(manage_seller, "POST", "/numbers", {"kind": "invoice", "next": 4, "reason": "inny program"}, drafts),
    of_route(manage_seller, "PUT", "/seller", ROUTES["PUT /seller"].example, drafts, if_match='"1"'),
    of_route(manage_seller, "POST", "/erasures", {"buyer": "klient_01"}, discarded),
    of_route(preview_document, "GET", "/documents/d-a/preview", None, drafts),
)
"""Functions that only read are not here: they leave nothing behind (`test_what_reads_writes_nothing`)."""
