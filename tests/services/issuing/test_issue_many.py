"""Issuing many: in the order of sale, without the bad ones, and exactly once whatever happens in between."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobStatus
from invoicing.domain.sellers.settings import KsefMode, SellerSettings
from invoicing.services.issuing.dry_run import plan
from invoicing.services.issuing.issue_many import IssueManyDeps, issue_step
from invoicing.services.issuing.issue_one import IssueDeps, issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import CHECKS, COMPANY, NOW, PERSON, a_draft, a_line, a_seller, stored
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.jobs import InMemoryJobs, InMemoryManifests
from tests.fakes.sellers import InMemorySellers


class Office:
    """One seller's drafts and a job over them."""

    def __init__(self, *drafts: Document, settings: SellerSettings | None = None) -> None:
        self.settings = settings or a_seller()
        self.documents = InMemoryDocuments({("lipa", draft.id): stored(draft, self.settings) for draft in drafts})
        self.sellers = InMemorySellers({"lipa": self.settings})
        self.jobs, self.manifests, self.clock = InMemoryJobs(self.documents), InMemoryManifests(), FakeClock()
        self.turns: Iterator[bool] = iter(())

    def deps(self) -> IssueManyDeps:
        return IssueManyDeps(
            jobs=self.jobs,
            manifests=self.manifests,
            documents=self.documents,
            drafts=self.documents,
            sellers=self.sellers,
            matching=lambda seller_id, _: [s.summary for key, s in self.documents.items.items() if key[0] == seller_id],
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
            may_go_on=lambda: next(self.turns, True),
        )

    def alone(self) -> IssueDeps:
        return IssueDeps(
            documents=self.documents, sellers=self.sellers, checks=CHECKS, clock=self.clock, wait=self.clock.wait
        )

    def job(self, *ids: str, **more) -> Job:
        job = Job(
            id="job-1", seller_id="lipa", kind=JobKind.ISSUE, by="anna", created_at=self.clock.at, ids=ids, **more
        )
        self.jobs.create(job)
        return job

    def run(self, *ids: str, **more) -> Job:
        self.job(*ids, **more)
        while issue_step("lipa", "job-1", self.deps()):
            pass
        return self.jobs.get("lipa", "job-1")

    def numbers(self, *ids: str) -> list[str | None]:
        return [self.documents.get("lipa", document_id).document.number for document_id in ids]

    def outcomes(self) -> list[Issued]:
        told = sorted(self.jobs.outcomes("lipa", "job-1"), key=lambda outcome: outcome.place)
        return [outcome.outcome for outcome in told]


def drafts(count: int, **changes) -> list[Document]:
    """Return so many drafts, each sold an hour after the one before it."""
    made = [a_draft(id=f"d-{n}", **changes) for n in range(1, count + 1)]
    return [
        replace(draft, order=replace(draft.order, id=f"o-{n}", ordered_at=NOW - timedelta(days=9) + timedelta(hours=n)))
        for n, draft in enumerate(made)
        if draft.order
    ]


def ids_of(documents: Sequence[Document]) -> list[str]:
    return [document.id for document in documents]


def test_a_hundred_drafts_get_their_numbers_in_the_order_of_sale_not_of_the_request():
    made = drafts(100)
    office = Office(*made)

    job = office.run(*reversed(ids_of(made)))

    assert (job.status, job.counts["issued"], job.position) == (JobStatus.DONE, 100, 100)
    assert office.numbers(*ids_of(made)) == [f"AL {n}/11/2026" for n in range(1, 101)]


def test_of_fifty_drafts_three_bad_ones_are_reported_in_the_order_of_the_request():
    """F-57, F-58."""
    made = drafts(50)
    bad = {
        0: replace(made[0], buyer=replace(PERSON, name="")),
        24: replace(made[24], lines=(a_line(vat_rate=None, id="x"),)),
        49: replace(made[49], paid=Decimal("0.00")),
    }
    made = [bad.get(place, draft) for place, draft in enumerate(made)]
    office = Office(*made)

    office.run(*ids_of(made))

    outcomes = office.outcomes()
    assert outcomes.count(Issued.ISSUED) == 47
    assert [place for place, outcome in enumerate(outcomes) if outcome is Issued.HELD] == [0, 24, 49]
    told = {o.place: [reason.code for reason in o.reasons] for o in office.jobs.outcomes("lipa", "job-1") if o.reasons}
    assert told == {0: ["buyer_name_missing"], 24: ["vat_rate_missing"], 49: ["unpaid"]}
    assert office.documents.last_ordinal("lipa", "AL", "2026-11") == 47


def test_the_same_request_again_issues_nothing_and_tells_the_numbers():
    made = drafts(3)
    office = Office(*made)
    office.run(*ids_of(made))
    office.jobs.items.clear()
    office.jobs.told.clear()
    office.manifests.items.clear()

    office.run(*ids_of(made))

    told = list(office.jobs.outcomes("lipa", "job-1"))
    assert [outcome.outcome for outcome in told] == [Issued.ALREADY_ISSUED] * 3
    assert [outcome.number for outcome in told] == ["AL 1/11/2026", "AL 2/11/2026", "AL 3/11/2026"]
    assert office.documents.last_ordinal("lipa", "AL", "2026-11") == 3


def test_unknown_discarded_and_repeated_ids_are_told_and_stop_nobody():
    made = drafts(1)
    office = Office(*made)

    office.run("nobody", "d-1", "d-1")

    assert office.outcomes() == [Issued.NOT_FOUND, Issued.ISSUED]


def test_the_day_of_issue_is_the_one_when_the_job_was_made_even_past_midnight():
    """F-09."""
    office = Office(*drafts(1))
    office.clock.at = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    office.job("d-1", issue_date=date(2026, 12, 31))
    office.clock.at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    while issue_step("lipa", "job-1", office.deps()):
        pass

    assert office.documents.get("lipa", "d-1").document.issue_date == date(2026, 12, 31)
    assert office.numbers("d-1") == ["AL 1/12/2026"]


def test_a_step_ends_when_its_time_is_up_and_the_next_one_goes_on():
    made = drafts(100)
    office = Office(*made)
    office.job(*ids_of(made))
    office.turns = iter([True, False])

    assert issue_step("lipa", "job-1", office.deps())
    assert office.jobs.get("lipa", "job-1").position == 48
    assert not issue_step("lipa", "job-1", office.deps())
    assert office.jobs.get("lipa", "job-1").counts["issued"] == 100


def test_what_is_issued_is_fixed_when_the_job_starts():
    made = drafts(60)
    office = Office(*made)
    office.job(wanted={})
    office.turns = iter([True, False])
    issue_step("lipa", "job-1", office.deps())
    late = replace(a_draft(id="late"), sale_date=date(2026, 1, 1))
    office.documents.items["lipa", "late"] = stored(late)

    while issue_step("lipa", "job-1", office.deps()):
        pass

    assert office.documents.get("lipa", "late").document.number is None


def test_a_stopped_job_issues_nothing_more_and_a_stopped_step_changes_nothing():
    made = drafts(100)
    office = Office(*made)
    office.job(*ids_of(made))
    office.turns = iter([True, False])
    issue_step("lipa", "job-1", office.deps())

    office.jobs.request_stop("lipa", "job-1", NOW)
    assert not issue_step("lipa", "job-1", office.deps())
    assert not issue_step("lipa", "job-1", office.deps())

    job = office.jobs.get("lipa", "job-1")
    assert (job.status, job.counts["issued"]) == (JobStatus.STOPPED, 48)
    assert office.documents.last_ordinal("lipa", "AL", "2026-11") == 48


def test_a_draft_issued_concurrently_is_reported_as_issued_and_no_number_is_lost():
    made = drafts(10)
    office = Office(*made)
    issue_document("lipa", "d-7", IssueRequest(), office.alone())

    job = office.run(*ids_of(made))

    assert job.counts["issued"] == 9
    assert job.counts["already_issued"] == 1
    assert office.documents.last_ordinal("lipa", "AL", "2026-11") == 10
    assert sorted(office.documents.register) == [("lipa", "AL", "2026-11", n) for n in range(1, 11)]


def test_several_kinds_count_in_their_own_series():
    made = [*drafts(2), a_draft(id="p", kind=Kind.PROFORMA)]
    office = Office(*made)

    office.run(*ids_of(made))

    assert office.numbers("d-1", "d-2", "p") == ["AL 1/11/2026", "AL 2/11/2026", "AL-PRO 1/11/2026"]


def test_a_company_s_order_is_held_in_bulk_takes_no_number_and_is_not_mailed():
    office = Office(a_draft(buyer=COMPANY), settings=a_seller(ksef_mode=KsefMode.HOLD))

    office.run("draft-1")

    [outcome] = office.jobs.outcomes("lipa", "job-1")
    assert [reason.code for reason in outcome.reasons] == ["ksef_required"]
    assert office.documents.counters == {}
    assert office.documents.get("lipa", "draft-1").summary.email.to is None


def test_the_exception_of_2026_ends_inside_a_job_with_the_invoice_that_crosses_it():
    lines = [(a_line(id=f"l-{n}", price="4000.00"),) for n in range(4)]
    made = [
        replace(draft, buyer=COMPANY, lines=lines[n], order=None, paid=Decimal("4000.00"))
        for n, draft in enumerate(drafts(4))
    ]
    consumer = replace(a_draft(id="consumer"), sale_date=date(2026, 11, 24))
    office = Office(
        *[replace(a_draft(id=d.id, lines=d.lines), buyer=COMPANY) for d in made],
        consumer,
        settings=a_seller(ksef_mode=KsefMode.WAIVED_2026),
    )

    office.run("draft-1", *ids_of(made), "consumer")

    assert office.outcomes() == [
        Issued.NOT_FOUND,
        Issued.ISSUED,
        Issued.ISSUED,
        Issued.HELD,
        Issued.HELD,
        Issued.ISSUED,
    ]
    assert office.documents.waived_sum("lipa", "2026-11") == Decimal("8000.00")
    settings = office.sellers.get("lipa")
    assert (settings.ksef_mode, settings.waiver_ended_on) == (KsefMode.HOLD, date(2026, 11, 24))


def test_a_job_holds_forints_without_a_rate_and_the_exception_goes_on():
    """12 000 HUF are some 130 zl: as 12 000 zl they would end it."""
    exempt = a_seller(ksef_mode=KsefMode.WAIVED_2026, vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1")
    forints = a_draft(id="forints", lines=(a_line(price="12000.00", vat_rate="zw"),), buyer=COMPANY, currency="HUF")
    zloty = a_draft(id="zloty", lines=(a_line(vat_rate="zw"),), buyer=COMPANY)
    office = Office(forints, zloty, settings=exempt)

    office.run("forints", "zloty")

    held, issued = office.jobs.outcomes("lipa", "job-1")
    assert (held.outcome, [reason.code for reason in held.reasons]) == (Issued.HELD, ["exchange_rate_missing"])
    assert issued.outcome is Issued.ISSUED
    assert office.documents.waived_sum("lipa", "2026-11") == Decimal("19.99")
    assert office.sellers.get("lipa") == exempt


def test_an_invoice_that_a_click_issues_beside_the_job_does_not_end_the_exception(monkeypatch):
    """The month's sum that the job reads is with that invoice, which it has read as a draft."""
    draft = a_draft(id="d-1", buyer=COMPANY, lines=(a_line(price="6000.00"),))
    office = Office(draft, settings=a_seller(ksef_mode=KsefMode.WAIVED_2026))
    read, clicks = InMemoryDocuments.waived_sum, iter([True])

    def clicked(documents, *asked):
        if next(clicks, False):
            issue_document("lipa", "d-1", IssueRequest(), office.alone())
        return read(documents, *asked)

    monkeypatch.setattr(InMemoryDocuments, "waived_sum", clicked)
    office.run("d-1")

    assert office.outcomes() == [Issued.ALREADY_ISSUED]
    assert office.sellers.get("lipa").ksef_mode is KsefMode.WAIVED_2026
    assert office.documents.waived_sum("lipa", "2026-11") == Decimal("6000.00")


def test_a_plan_tells_provisional_numbers_sums_and_reasons_and_stores_nothing():
    made = drafts(60)
    made[3] = replace(made[3], paid=Decimal("0.00"))
    office = Office(*made)
    job = Job(id="plan", seller_id="lipa", kind=JobKind.ISSUE, by="a", created_at=NOW, ids=tuple(ids_of(made)))

    planned = plan(job, office.deps())

    assert (planned.counts["issued"], planned.counts["held"]) == (59, 1)
    assert planned.sums == {"PLN": Decimal("19.99") * 59}
    assert [o.number for o in planned.outcomes][:5] == [
        "AL 1/11/2026",
        "AL 2/11/2026",
        "AL 3/11/2026",
        None,
        "AL 4/11/2026",
    ]
    assert office.documents.counters == {}
    assert office.jobs.items == {}


def test_a_number_that_was_printed_before_fails_its_document_alone():
    made = drafts(3)
    office = Office(*made)
    office.documents.printed["lipa", "AL 2/11/2026"] = "another"

    job = office.run(*ids_of(made))

    assert job.counts == {**job.counts, "issued": 1, "failed": 2}
    told = {
        outcome.document_id: [reason.code for reason in outcome.reasons]
        for outcome in office.jobs.outcomes("lipa", "job-1")
    }
    assert told["d-2"] == ["number_used"]
