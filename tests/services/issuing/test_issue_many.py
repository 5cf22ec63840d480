"""Issuing many: in the order of sale, without the bad ones, and exactly once whatever happens in between."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobStatus
from invoicing.domain.sellers.settings import KsefMode
from invoicing.services.issuing.dry_run import plan
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_line, a_seller, stored
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop


def drafts(count: int, **changes) -> list[Document]:
    """Return so many drafts, each sold an hour after the one before it."""
    made = [a_draft(id=f"d-{n}", **changes) for n in range(1, count + 1)]
    return [
        replace(draft, order=replace(draft.order, id=f"o-{n}", ordered_at=NOW - timedelta(days=9) + timedelta(hours=n)))
        for n, draft in enumerate(made)
        if draft.order
    ]


def numbers(shop: Shop, *ids: str) -> list[str | None]:
    return [shop.get(document_id).number for document_id in ids]


def ids_of(documents: Sequence[Document]) -> list[str]:
    return [document.id for document in documents]


def test_a_hundred_drafts_get_their_numbers_in_the_order_of_sale_not_of_the_request():
    made = drafts(100)
    shop = Shop().put(*made)

    job = shop.issue_many(*reversed(ids_of(made)))

    assert (job.status, job.counts["issued"], job.position) == (JobStatus.DONE, 100, 100)
    assert numbers(shop, *ids_of(made)) == [f"AL {n}/11/2026" for n in range(1, 101)]


def test_of_fifty_drafts_three_bad_ones_are_reported_in_the_order_of_the_request():
    """F-57, F-58."""
    made = drafts(50)
    bad = {
        0: replace(made[0], buyer=replace(PERSON, name="")),
        24: replace(made[24], lines=(a_line(vat_rate=None, id="x"),)),
        49: replace(made[49], paid=Decimal("0.00")),
    }
    made = [bad.get(place, draft) for place, draft in enumerate(made)]
    shop = Shop().put(*made)

    shop.issue_many(*ids_of(made))

    outcomes = shop.job_outcomes()
    assert outcomes.count(Issued.ISSUED) == 47
    assert [place for place, outcome in enumerate(outcomes) if outcome is Issued.HELD] == [0, 24, 49]
    told = {o.place: [reason.code for reason in o.reasons] for o in shop.jobs.outcomes("lipa", "job-1") if o.reasons}
    assert told == {0: ["buyer_name_missing"], 24: ["vat_rate_missing"], 49: ["unpaid"]}
    assert shop.documents.last_ordinal("lipa", "AL", "2026-11") == 47


def test_the_same_request_again_issues_nothing_and_tells_the_numbers():
    made = drafts(3)
    shop = Shop().put(*made)
    shop.issue_many(*ids_of(made))
    shop.jobs.items.clear()
    shop.jobs.told.clear()
    shop.manifests.items.clear()

    shop.issue_many(*ids_of(made))

    told = list(shop.jobs.outcomes("lipa", "job-1"))
    assert [outcome.outcome for outcome in told] == [Issued.ALREADY_ISSUED] * 3
    assert [outcome.number for outcome in told] == ["AL 1/11/2026", "AL 2/11/2026", "AL 3/11/2026"]
    assert shop.documents.last_ordinal("lipa", "AL", "2026-11") == 3


def test_unknown_discarded_and_repeated_ids_are_told_and_stop_nobody():
    made = drafts(1)
    shop = Shop().put(*made)

    shop.issue_many("nobody", "d-1", "d-1")

    assert shop.job_outcomes() == [Issued.NOT_FOUND, Issued.ISSUED]


def test_the_day_of_issue_is_the_one_when_the_job_was_made_even_past_midnight():
    """F-09."""
    shop = Shop().put(*drafts(1))
    shop.clock.at = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    shop.begin(JobKind.ISSUE, "d-1", issue_date=date(2026, 12, 31))
    shop.clock.at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    shop.finish()

    assert shop.documents.get("lipa", "d-1").document.issue_date == date(2026, 12, 31)
    assert numbers(shop, "d-1") == ["AL 1/12/2026"]


def test_a_step_ends_when_its_time_is_up_and_the_next_one_goes_on():
    made = drafts(100)
    shop = Shop().put(*made)
    shop.begin(JobKind.ISSUE, *ids_of(made))
    shop.turns = iter([True, False])

    assert shop.step()
    assert shop.jobs.get("lipa", "job-1").position == 48
    assert not shop.step()
    assert shop.jobs.get("lipa", "job-1").counts["issued"] == 100


def test_what_is_issued_is_fixed_when_the_job_starts():
    made = drafts(60)
    shop = Shop().put(*made)
    shop.begin(JobKind.ISSUE, wanted={})
    shop.turns = iter([True, False])
    shop.step()
    late = replace(a_draft(id="late"), sale_date=date(2026, 1, 1))
    shop.documents.items["lipa", "late"] = stored(late)

    shop.finish()

    assert shop.documents.get("lipa", "late").document.number is None


def test_a_stopped_job_issues_nothing_more_and_a_stopped_step_changes_nothing():
    made = drafts(100)
    shop = Shop().put(*made)
    shop.begin(JobKind.ISSUE, *ids_of(made))
    shop.turns = iter([True, False])
    shop.step()

    shop.jobs.request_stop("lipa", "job-1", NOW)
    assert not shop.step()
    assert not shop.step()

    job = shop.jobs.get("lipa", "job-1")
    assert (job.status, job.counts["issued"]) == (JobStatus.STOPPED, 48)
    assert shop.documents.last_ordinal("lipa", "AL", "2026-11") == 48


def test_a_draft_issued_concurrently_is_reported_as_issued_and_no_number_is_lost():
    made = drafts(10)
    shop = Shop().put(*made)
    shop.issue("d-7")

    job = shop.issue_many(*ids_of(made))

    assert job.counts["issued"] == 9
    assert job.counts["already_issued"] == 1
    assert shop.documents.last_ordinal("lipa", "AL", "2026-11") == 10
    assert sorted(shop.documents.register) == [("lipa", "AL", "2026-11", n) for n in range(1, 11)]


def test_several_kinds_count_in_their_own_series():
    made = [*drafts(2), a_draft(id="p", kind=Kind.PROFORMA)]
    shop = Shop().put(*made)

    shop.issue_many(*ids_of(made))

    assert numbers(shop, "d-1", "d-2", "p") == ["AL 1/11/2026", "AL 2/11/2026", "AL-PRO 1/11/2026"]


def test_a_company_s_order_is_held_in_bulk_takes_no_number_and_is_not_mailed():
    shop = Shop(a_seller(ksef_mode=KsefMode.HOLD)).put(a_draft(buyer=COMPANY))

    shop.issue_many("draft-1")

    [outcome] = shop.jobs.outcomes("lipa", "job-1")
    assert [reason.code for reason in outcome.reasons] == ["ksef_required"]
    assert shop.documents.counters == {}
    assert shop.documents.get("lipa", "draft-1").summary.email.to is None


def test_the_exception_of_2026_ends_inside_a_job_with_the_invoice_that_crosses_it():
    lines = [(a_line(id=f"l-{n}", price="4000.00"),) for n in range(4)]
    made = [
        replace(draft, buyer=COMPANY, lines=lines[n], order=None, paid=Decimal("4000.00"))
        for n, draft in enumerate(drafts(4))
    ]
    consumer = replace(a_draft(id="consumer"), sale_date=date(2026, 11, 24))
    shop = Shop(a_seller(ksef_mode=KsefMode.WAIVED_2026))
    shop.put(*[replace(a_draft(id=d.id, lines=d.lines), buyer=COMPANY) for d in made], consumer)

    shop.issue_many("draft-1", *ids_of(made), "consumer")

    assert shop.job_outcomes() == [
        Issued.NOT_FOUND,
        Issued.ISSUED,
        Issued.ISSUED,
        Issued.HELD,
        Issued.HELD,
        Issued.ISSUED,
    ]
    assert shop.documents.waived_sum("lipa", "2026-11") == Decimal("8000.00")
    settings = shop.sellers.get("lipa")
    assert (settings.ksef_mode, settings.waiver_ended_on) == (KsefMode.HOLD, date(2026, 11, 24))


def test_a_job_holds_forints_without_a_rate_and_the_exception_goes_on():
    """12 000 HUF are some 130 zl: as 12 000 zl they would end it."""
    exempt = a_seller(ksef_mode=KsefMode.WAIVED_2026, vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1")
    forints = a_draft(id="forints", lines=(a_line(price="12000.00", vat_rate="zw"),), buyer=COMPANY, currency="HUF")
    zloty = a_draft(id="zloty", lines=(a_line(vat_rate="zw"),), buyer=COMPANY)
    shop = Shop(exempt).put(forints, zloty)

    shop.issue_many("forints", "zloty")

    held, issued = shop.jobs.outcomes("lipa", "job-1")
    assert (held.outcome, [reason.code for reason in held.reasons]) == (Issued.HELD, ["exchange_rate_missing"])
    assert issued.outcome is Issued.ISSUED
    assert shop.documents.waived_sum("lipa", "2026-11") == Decimal("19.99")
    assert shop.sellers.get("lipa") == exempt


def test_an_invoice_that_a_click_issues_beside_the_job_does_not_end_the_exception(monkeypatch):
    """The month's sum that the job reads is with that invoice, which it has read as a draft."""
    draft = a_draft(id="d-1", buyer=COMPANY, lines=(a_line(price="6000.00"),))
    shop = Shop(a_seller(ksef_mode=KsefMode.WAIVED_2026)).put(draft)
    read, clicks = InMemoryDocuments.waived_sum, iter([True])

    def clicked(documents, *asked):
        if next(clicks, False):
            shop.issue("d-1")
        return read(documents, *asked)

    monkeypatch.setattr(InMemoryDocuments, "waived_sum", clicked)
    shop.issue_many("d-1")

    assert shop.job_outcomes() == [Issued.ALREADY_ISSUED]
    assert shop.sellers.get("lipa").ksef_mode is KsefMode.WAIVED_2026
    assert shop.documents.waived_sum("lipa", "2026-11") == Decimal("6000.00")


def test_a_plan_tells_provisional_numbers_sums_and_reasons_and_stores_nothing():
    made = drafts(60)
    made[3] = replace(made[3], paid=Decimal("0.00"))
    shop = Shop().put(*made)
    job = Job(id="plan", seller_id="lipa", kind=JobKind.ISSUE, by="a", created_at=NOW, ids=tuple(ids_of(made)))

    planned = plan(job, shop.issuing_many())

    assert (planned.counts["issued"], planned.counts["held"]) == (59, 1)
    assert planned.sums == {"PLN": Decimal("19.99") * 59}
    assert [o.number for o in planned.outcomes][:5] == [
        "AL 1/11/2026",
        "AL 2/11/2026",
        "AL 3/11/2026",
        None,
        "AL 4/11/2026",
    ]
    assert shop.documents.counters == {}
    assert shop.jobs.items == {}


def test_a_number_that_was_printed_before_fails_its_document_alone():
    made = drafts(3)
    shop = Shop().put(*made)
    shop.documents.printed["lipa", "AL 2/11/2026"] = "another"

    job = shop.issue_many(*ids_of(made))

    assert job.counts == {**job.counts, "issued": 1, "failed": 2}
    told = {
        outcome.document_id: [reason.code for reason in outcome.reasons]
        for outcome in shop.jobs.outcomes("lipa", "job-1")
    }
    assert told["d-2"] == ["number_used"]
