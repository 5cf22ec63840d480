"""Where stories begin: what the seller and AWS did before the handler of the story runs."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from functions.correct_documents import app as correct_documents
from functions.edit_documents import app as edit_documents
from functions.issue_documents import app as issue_documents
from functions.manage_jobs import app as manage_jobs
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.sellers.settings import KsefMode
from invoicing.runtime.wiring import adapters
from invoicing.services.documents.ports import SummaryFilter
from tests.builders import COMPANY, PERSON, a_draft, a_line, a_seller, stored
from tests.faults.aws_calls import Act as AwsAct
from tests.faults.aws_calls import Call, after, passed
from tests.faults.world import World, client
from tests.xml_orders import a_file, an_order

Act = Callable[[World], Any]


def drafts(_: World) -> None:
    """Three drafts: two people, who get mails, and a company."""
    buyers = (("a", PERSON), ("b", COMPANY), ("c", PERSON))
    made = [
        a_draft(id=f"d-{name}", buyer=buyer, lines=(a_line(id=f"line-{name}", offer_id=f"offer-{name}"),))
        for name, buyer in buyers
    ]
    adapters.drafts().add("lipa", [stored(draft) for draft in made])


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
    wanted = SummaryFilter(statuses=(Status.DRAFT,), order_id="o-1")
    (document,) = adapters.lists().page("lipa", wanted, limit=10, cursor=None).items
    assert world.ask(issue_documents, "POST", f"/documents/{document.id}/issue", {}).status == 200
    world.run()
    returned = an_order("o-1", status="RETURNED"), an_order("o-2", quantity="3", total="59.97"), an_order("o-4")
    world.upload("grudzień.xml", a_file(*returned))


def uploaded_with_known_lines(world: World) -> None:
    """A file tells a line of another order under a new order's id, and an order of which a cancellation was known."""
    uploaded(world)
    world.run()
    world.upload("razem.xml", a_file(an_order("o-9", line="l-o-1"), an_order("o-3")))


def unreadable(world: World) -> None:
    world.upload("listopad.zip", b"PK\x03\x04")


def corrected(world: World) -> None:
    """The draft of a correction waits to be issued."""
    mailed(world)
    asked = {"reason": "zwrot", "whole": True}
    world.named["draft"] = world.ask(correct_documents, "POST", "/documents/d-a/corrections", asked).body["id"]


def copied(world: World) -> None:
    """The invoice after a confirmation of sale waits to be issued."""
    adapters.drafts().add("lipa", [stored(a_draft(id="d-a", kind=Kind.RECEIPT))])
    world.ask(issue_documents, "POST", "/documents/d-a/issue", {})
    world.run()
    asked = {"kind": "invoice"}
    world.named["draft"] = world.ask(correct_documents, "POST", "/documents/d-a/copy", asked).body["id"]


def waived(_: World) -> None:
    """Three invoices for companies: the second one crosses the limit of the exception of 2026."""
    adapters.sellers().save(a_seller(version=2, ksef_mode=KsefMode.WAIVED_2026), instead_of=1)
    prices = (("a", "19.99"), ("b", "10000.00"), ("c", "1.00"))
    made = [a_draft(id=f"d-{name}", buyer=COMPANY, lines=(a_line(id=f"l-{name}", price=at),)) for name, at in prices]
    adapters.drafts().add("lipa", [stored(draft) for draft in made])


def in_doubt(world: World) -> None:
    """The process died when SES had the mail, and nobody knows."""
    on_queue("mail", issued_one)(world)

    def dies(call: Call, act: AwsAct) -> Any:
        return (after if call.operation == "SendEmail" else passed)(call, act)

    world.calls.plan(None, dies)
    world.deliver("mail")
    world.later(minutes=3)
    world.deliver("mail")
    (attempt,) = adapters.mails().of_document("lipa", "d-a")
    assert attempt.status is EmailStatus.IN_DOUBT
    world.named["attempt"] = attempt.id


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
        world.named["job"] = world.ask(app, "POST", path, body).body["job_id"]
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
