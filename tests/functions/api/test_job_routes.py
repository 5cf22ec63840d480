"""Jobs by the API and by Step Functions' calls."""

from dataclasses import replace

import pytest

from functions.edit_documents import app as edit_documents
from functions.manage_jobs import app as manage_jobs
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from functions.run_export import app as run_export
from functions.run_job import app as run_job
from invoicing.domain.documents.document import Order
from invoicing.domain.jobs.job import JobStatus
from invoicing.domain.sellers.settings import KsefMode
from tests.builders import COMPANY, a_draft, a_line, stored
from tests.functions.calls import Context, call

IDS = ["d-3", "d-1", "nobody", "held", "d-2"]


@pytest.fixture
def drafts(office):
    held = a_draft(id="held", lines=(a_line(vat_rate=None, id="x"),))
    office.drafts().add("lipa", [*(stored(a_draft(id=f"d-{n}")) for n in (1, 2, 3)), stored(held)])
    return office


def run(app, job_id):
    return app.lambda_handler({"seller_id": "lipa", "job_id": job_id, "what": "issue"}, Context())


def test_many_are_issued_and_each_outcome_told_in_the_order_of_the_request(drafts):
    made = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS, "send_email": False})
    assert made.status == 202
    waiting = call(manage_jobs, "GET", f"/jobs/{made.body['job_id']}").body
    assert (waiting["status"], waiting["progress"]) == ("waiting", {"done": 0, "total": 5})
    assert [outcome["outcome"] for outcome in waiting["outcomes"]] == ["waiting"] * 5

    assert run(run_job, made.body["job_id"])["more"] is False

    done = call(manage_jobs, "GET", f"/jobs/{made.body['job_id']}").body
    assert (done["status"], done["progress"]) == ("done", {"done": 5, "total": 5})
    assert [outcome["document_id"] for outcome in done["outcomes"]] == IDS
    assert [outcome["outcome"] for outcome in done["outcomes"]] == ["issued", "issued", "not_found", "held", "issued"]
    assert done["outcomes"][3]["reasons"][0]["code"] == "vat_rate_missing"
    assert done["counts"]["issued"] == 3
    assert done["by"] == "anna"


def test_outcomes_come_in_pages(drafts):
    job_id = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS}).body["job_id"]
    run(run_job, job_id)

    first = call(manage_jobs, "GET", f"/jobs/{job_id}?limit=2").body
    rest = call(manage_jobs, "GET", f"/jobs/{job_id}?limit=9&cursor={first['cursor']}").body

    assert [outcome["document_id"] for outcome in first["outcomes"] + rest["outcomes"]] == IDS
    assert rest["cursor"] is None


def test_a_dry_run_answers_the_plan_and_changes_nothing(drafts):
    plan = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS, "dry_run": True})

    assert plan.status == 200
    assert [outcome["document_id"] for outcome in plan.body["to_issue"]] == ["d-3", "d-1", "d-2"]
    assert plan.body["provisional"] is True
    assert plan.body["sums"] == {"PLN": "59.97"}
    assert [outcome["document_id"] for outcome in plan.body["held"]] == ["held"]
    assert call(manage_jobs, "GET", "/jobs").body["items"] == []
    assert call(read_documents, "GET", "/documents/d-1").body["status"] == "draft"


def test_all_drafts_of_a_filter_are_issued(drafts):
    job_id = call(manage_jobs, "POST", "/documents/issue", {"filter": {"ready": True}}).body["job_id"]
    run(run_job, job_id)

    done = call(manage_jobs, "GET", f"/jobs/{job_id}").body
    assert done["counts"]["issued"] == 3
    assert done["counts"]["held"] == 0
    assert done["filter"] == {"ready": True}


@pytest.mark.parametrize(
    "body", [{}, {"ids": ["a"], "filter": {}}, {"ids": ["a"] * 1001}, {"filter": {"nonsense": 1}}, {"ids": ["../x"]}]
)
def test_a_request_that_names_no_drafts_rightly_is_refused(office, body):
    answer = call(manage_jobs, "POST", "/documents/issue", body)
    assert (answer.status, answer.body["code"]) == (422, "validation")


def test_a_job_stopped_before_it_starts_issues_nothing_and_strangers_do_not_see_it(drafts):
    job_id = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS}).body["job_id"]
    assert call(manage_jobs, "GET", f"/jobs/{job_id}", seller="sowa").status == 404
    assert call(manage_jobs, "POST", f"/jobs/{job_id}/stop").body["stop_requested"] is True

    run(run_job, job_id)

    stopped = call(manage_jobs, "GET", f"/jobs/{job_id}").body
    assert stopped["status"] == "stopped"
    assert [outcome["outcome"] for outcome in stopped["outcomes"]] == ["stopped"] * 5


def test_the_same_key_makes_one_job(drafts):
    first = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS}, idempotency_key="k")
    again = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS}, idempotency_key="k")
    assert first.body["job_id"] == again.body["job_id"]
    assert len(call(manage_jobs, "GET", "/jobs").body["items"]) == 1


def test_a_step_that_breaks_says_so_on_the_job_and_the_next_one_goes_on(drafts, monkeypatch):
    job_id = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS}).body["job_id"]

    def broken(*_):
        raise OSError("no network")

    with monkeypatch.context() as patched:
        patched.setattr("invoicing.adapters.s3.manifests.S3Manifests.load", broken)
        with pytest.raises(OSError, match="no network"):
            run(run_job, job_id)
    failed = call(manage_jobs, "GET", f"/jobs/{job_id}").body
    assert (failed["status"], failed["error"]["code"]) == ("failed", "internal")
    assert "no network" not in failed["error"]["message"]

    run(run_job, job_id)
    assert drafts.jobs().get("lipa", job_id).status is JobStatus.DONE
    assert call(manage_jobs, "GET", f"/jobs/{job_id}").body["error"] is None


def test_a_month_is_exported_to_a_link_and_nothing_to_print_is_told(drafts):
    job_id = call(manage_jobs, "POST", "/documents/issue", {"ids": IDS}).body["job_id"]
    run(run_job, job_id)
    month = call(read_documents, "GET", "/documents/d-1").body["issue_date"][:7]

    export_id = call(manage_jobs, "POST", "/exports", {"what": "month", "month": month}).body["job_id"]
    run(run_export, export_id)
    run(run_export, export_id)

    done = call(manage_jobs, "GET", f"/jobs/{export_id}").body
    assert (done["status"], done["documents"]) == ("done", 3)
    assert f"ksiegowosc-{month}.zip" in done["link"]
    assert sorted(done["without_pdf"]) == sorted(
        call(read_documents, "GET", f"/documents/d-{n}").body["number"] for n in (1, 2, 3)
    )

    print_id = call(manage_jobs, "POST", "/exports", {"what": "print", "filter": {}}).body["job_id"]
    run(run_export, print_id)
    told = call(manage_jobs, "GET", f"/jobs/{print_id}").body
    assert (told["status"], told["error"]["code"]) == ("failed", "nothing_to_print")


@pytest.mark.parametrize("body", [{"what": "month"}, {"what": "year"}, {"what": "month", "month": "2026-13"}])
def test_an_export_that_cannot_be_is_refused(office, body):
    assert call(manage_jobs, "POST", "/exports", body).status == 422


def test_a_company_s_order_is_held_in_a_plan_too(office):
    """With `ksef_mode: hold`: no number is planned for it."""
    settings = office.sellers().get("lipa")
    office.sellers().save(replace(settings, ksef_mode=KsefMode.HOLD, version=2), instead_of=1)
    office.drafts().add("lipa", [stored(a_draft(buyer=COMPANY))])

    plan = call(manage_jobs, "POST", "/documents/issue", {"ids": ["draft-1"], "dry_run": True}).body
    assert [reason["code"] for reason in plan["held"][0]["reasons"]] == ["ksef_required"]


def test_a_buyer_s_data_are_erased_by_a_job_with_a_report(drafts):
    draft = a_draft(id="gone", order=Order(id="order-9", buyer_login="jan_77"))
    drafts.drafts().add("lipa", [stored(draft)])
    call(edit_documents, "PATCH", "/documents/gone", {"notes": "dla Jana"}, if_match='"1"')
    call(edit_documents, "DELETE", "/documents/gone")

    job_id = call(manage_seller, "POST", "/erasures", {"buyer": "jan_77"}).body["job_id"]
    for _ in range(2):
        run_job.lambda_handler({"seller_id": "lipa", "job_id": job_id, "what": "erase"}, Context())

    [outcome] = call(manage_jobs, "GET", f"/jobs/{job_id}").body["outcomes"]
    assert (outcome["document_id"], outcome["outcome"]) == ("gone", "erased")
    shown = call(read_documents, "GET", "/documents/gone").body
    assert (shown["buyer"]["name"], shown["order"]["buyer_login"], shown["notes"]) == ("", None, "")
    history = call(read_documents, "GET", "/documents/gone/history").body["items"]
    assert "Jana" not in str(history)
    assert history[-1]["what"] == "erased"
    assert call(read_documents, "GET", "/documents?q=jan_77").body["items"] == []
