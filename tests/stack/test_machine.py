"""What a person does in the Step Functions console: a small JSON, a dry run, then the same without it."""

import json
from uuid import uuid4

import boto3
import pytest

from tests.stack.shop import wait_for
from tests.xml_orders import a_file, an_order

pytestmark = pytest.mark.stack


@pytest.fixture
def machine():
    """Return what starts an execution and waits for its end."""
    states = boto3.client("stepfunctions")
    [arn] = [m["stateMachineArn"] for m in states.list_state_machines()["stateMachines"] if m["name"].endswith("-jobs")]

    def run(asked, name=None):
        started = states.start_execution(
            stateMachineArn=arn, name=name or f"by-hand-{uuid4()}", input=json.dumps(asked)
        )["executionArn"]

        def ended():
            told = states.describe_execution(executionArn=started)
            return told if told["status"] != "RUNNING" else None

        return wait_for(ended, "the execution")

    return run


def steps(execution):
    """Return the states that an execution went through, as the console draws them."""
    history = boto3.client("stepfunctions").get_execution_history(executionArn=execution["executionArn"])
    return [
        event["stateEnteredEventDetails"]["name"] for event in history["events"] if "stateEnteredEventDetails" in event
    ]


def executions():
    states = boto3.client("stepfunctions")
    [arn] = [m["stateMachineArn"] for m in states.list_state_machines()["stateMachines"] if m["name"].endswith("-jobs")]
    return {one["name"] for one in states.list_executions(stateMachineArn=arn)["executions"]}


def test_a_person_dry_runs_issues_mails_and_exports_from_the_console(shop, machine):
    imported = shop.upload(a_file(an_order("console-1"), an_order("console-2")), "console.xml")["import_id"]
    ours = {"import_id": imported, "ready": True}
    asked = {"seller_id": "lipa", "what": "issue", "filter": ours, "send_email": False}

    planned = machine({**asked, "dry_run": True})
    assert planned["status"] == "SUCCEEDED", planned
    assert steps(planned) == ["Asked", "Begin", "Begun", "Dry run"]
    plan = json.loads(planned["output"])["plan"]
    assert plan["counts"] == {"issued": 2}

    done = machine(asked)
    assert steps(done) == ["Asked", "Begin", "Begun", "What", "Step", "More", "Done"]
    begun = json.loads(done["output"])
    job = shop.api.call("GET", f"/jobs/{begun['job_id']}").body
    assert (job["status"], job["by"], job["counts"]["issued"]) == ("done", "konsola AWS", 2)
    numbers = [outcome["number"] for outcome in job["outcomes"]]
    assert all(number in " ".join(plan["to_issue"]) for number in numbers)

    mailed = machine({"seller_id": "lipa", "what": "mail", "filter": {"import_id": imported}})
    assert steps(mailed)[-3:] == ["Step", "More", "Done"]
    exported = machine({"seller_id": "lipa", "what": "print", "filter": {"import_id": imported}})
    assert steps(exported)[-2:] == ["Export", "Done"]
    told = {json.loads(one["output"])["job_id"] for one in (done, mailed, exported)}
    assert not told & executions(), "the stream started none of them a second time"


def test_what_is_no_job_ends_in_a_state_that_says_why(shop, machine):
    refused = machine({"seller_id": "lipa", "what": "issue", "filtr": {"ready": True}})
    assert (refused["status"], refused["error"]) == ("FAILED", "InvalidInput")
    assert "filtr" in refused["cause"]
    assert steps(refused) == ["Asked", "Begin", "Begun", "Refused"]
