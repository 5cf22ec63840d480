"""What each handler is walked through: how it comes to its event, and the event."""

import json
from collections.abc import Callable
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
from invoicing.domain.documents import Status
from invoicing.runtime import wiring
from invoicing.services.ports import SummaryFilter
from tests.builders import COMPANY, PERSON, a_draft, a_line, stored
from tests.faults.world import InvocationError, World, client
from tests.xml_orders import a_file, an_order

Act = Callable[[World], Any]
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


# ---------------------------------------------------------------------- where a story begins


def drafts(_: World) -> None:
    """Three drafts: two people, who get mails, and a company."""
    buyers = (("a", PERSON), ("b", COMPANY), ("c", PERSON))
    made = [
        a_draft(id=f"d-{name}", buyer=buyer, lines=(a_line(id=f"line-{name}", offer_id=f"offer-{name}"),))
        for name, buyer in buyers
    ]
    wiring.drafts().add("lipa", [stored(draft) for draft in made])


def issued(world: World) -> None:
    drafts(world)
    for name in "abc":
        world.ask(issue_documents, "POST", f"/documents/d-{name}/issue", {})


def issued_one(world: World) -> None:
    drafts(world)
    world.ask(issue_documents, "POST", "/documents/d-a/issue", {})


def mailed(world: World) -> None:
    issued(world)
    world.run()


def discarded(world: World) -> None:
    drafts(world)
    world.ask(edit_documents, "DELETE", "/documents/d-a")


def uploaded(world: World) -> None:
    orders = (an_order("o-1"), an_order("o-2", quantity="2", total="39.98"), an_order("o-3", status="CANCELLED"))
    world.upload("listopad.xml", a_file(*orders))


def uploaded_again(world: World) -> None:
    """A later file tells more: one sale is issued by now and came back, one is a draft and changed, one is new."""
    uploaded(world)
    world.run()
    document = wiring.lists().page("lipa", SummaryFilter(statuses=(Status.DRAFT,)), limit=10, cursor=None).items[0]
    world.ask(issue_documents, "POST", f"/documents/{document.id}/issue", {})
    world.run()
    returned = an_order("o-1", status="RETURNED"), an_order("o-2", quantity="3", total="59.97"), an_order("o-4")
    world.upload("grudzień.xml", a_file(*returned))


def sheet_edited(world: World) -> None:
    """The table of waiting drafts comes back with one rate changed and one draft put aside."""
    uploaded(world)
    world.run()
    s3 = client("s3")
    sheet = s3.get_object(Bucket=world.aws.bucket, Key="reports/lipa/do-wystawienia.csv")["Body"].read().decode()
    head, *rows = sheet.splitlines(keepends=True)
    columns = head.strip().lstrip("\ufeff").split(";")
    edited = [_with(rows[0], columns.index("stawka"), "8"), _with(rows[1], columns.index("odrzuć"), "tak"), *rows[2:]]
    world.upload("poprawki.csv", "".join([head, *edited]).encode(), prefix="changes/lipa/")


def _with(row: str, column: int, text: str) -> str:
    cells = row.rstrip("\r\n").split(";")
    return ";".join([*cells[:column], text, *cells[column + 1 :]]) + "\r\n"


def asked_for(app: ModuleType, path: str, body: Any, before: Act = drafts) -> Act:
    """A job was asked for and its execution is about to run."""

    def prepared(world: World) -> None:
        before(world)
        world.ask(app, "POST", path, body)
        world.forward()
        world.take()

    return prepared


def on_queue(queue: str, before: Act) -> Act:
    """Deliver everything but that queue."""

    def prepared(world: World) -> None:
        before(world)
        world.forward()
        if queue in ("mail", "events"):
            world.deliver("render")
            world.forward()
        if queue == "events":
            for _ in range(3):
                world.deliver("mail")
            world.tell()
        world.take()

    return prepared


def overdue(world: World) -> None:
    """The stream told nothing, a mail never came back, and an upload's event was lost."""
    issued(world)
    world.ask(manage_jobs, "POST", "/exports", {"what": "print"})
    world.forward(lost=True)
    uploaded(world)
    world.queues["import"].clear()
    world.later(minutes=32)


# ---------------------------------------------------------------------- the stories

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


STORIES = (
    of_queue("import_sales", "import", uploaded),
    of_queue("import_sales, a later file", "import", uploaded_again),
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
    of_route(
        edit_documents, "PATCH", "/documents/d-a", {"notes": "prezent", "kind": "receipt"}, drafts, if_match='"1"'
    ),
    of_route(edit_documents, "PATCH", "/documents/d-b", {"lines": [EDITED_LINE]}, drafts, if_match='"1"'),
    of_route(edit_documents, "DELETE", "/documents/d-a", None, drafts),
    of_route(edit_documents, "POST", "/documents/d-a/restore", None, discarded),
    of_route(edit_documents, "POST", "/documents/d-a/resolve", {"not_needed": True}, drafts),
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
    of_route(manage_seller, "POST", "/erasures", {"buyer": "klient_01"}, discarded),
    of_route(preview_document, "GET", "/documents/d-a/preview", None, drafts),
)
"""Functions that only read are not here: they leave nothing behind (`test_what_reads_writes_nothing`)."""
