"""Every failure raises an alarm with a paragraph in the runbook, and there are no other alarms."""

import json
import re
from typing import Any

from invoicing.runtime.api.bodies.begin import BeginBody
from invoicing.runtime.api.bodies.jobs import ExportBody, IssueManyBody
from invoicing.runtime.api.bodies.mails import EmailManyBody
from invoicing.runtime.telemetry.metrics import NAMESPACE, Metric
from tests.infra.alarms import alarms, ends_of_failures
from tests.infra.docs import DOCS
from tests.infra.templates import ROOT, of_type
from tests.infra.test_console import OF_AWS

RUNBOOK = DOCS["infra/runbook.md"]


def paragraphs_of_alarms() -> dict[str, str]:
    section = RUNBOOK[RUNBOOK.index("## Alarms") :]
    section = section[: section.index("\n## ", 5)]
    parts = re.split(r"^### (.+)$", section, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_the_failure_of_each_function_is_counted_by_an_alarm(source):
    watched = set().union(*alarms().values())
    for function, end in ends_of_failures(source).items():
        assert end in watched, function


def test_each_dead_letter_queue_has_an_alarm_and_each_queue_is_watched_for_its_age(resources):
    queues = set(of_type(resources, "AWS::SQS::Queue"))
    dead = {name for name in queues if name.endswith("Dlq")}
    depth, age = OF_AWS["AWS/SQS"] - {"ApproximateAgeOfOldestMessage"}, {"ApproximateAgeOfOldestMessage"}
    by_metric = {
        name: {about for watched in alarms().values() for _, metric, about in watched if metric in names}
        for name, names in (("depth", depth), ("age", age))
    }
    assert by_metric == {"depth": dead, "age": queues - dead}


def test_alarms_watch_existing_metrics(resources):
    for watched in alarms().values():
        for namespace, metric, _ in watched:
            assert metric in (set(Metric) if namespace == NAMESPACE else OF_AWS[namespace])


def test_each_alarm_notifies_the_topic_and_is_quiet_without_data(resources):
    deployed = of_type(resources, "AWS::CloudWatch::Alarm")
    assert len(deployed) == len(alarms())
    for name, alarm in deployed.items():
        assert alarm["AlarmActions"] == [{"Ref": "Topic"}], name
        assert alarm["TreatMissingData"] == "notBreaching", name
        assert alarm["ComparisonOperator"] == "GreaterThanThreshold", name
        if "Metrics" in alarm:
            assert sum(item.get("ReturnData", True) for item in alarm["Metrics"]) == 1
            assert len(alarm["Metrics"]) <= 10, "CloudWatch's limit per alarm"


def test_the_template_states_the_right_number_of_metrics():
    stated = re.search(r"these look at (\d+)", (ROOT / "infra" / "alarms.yaml").read_text())
    assert stated is not None
    assert int(stated[1]) == sum(len(watched) for watched in alarms().values()) <= 23


def test_every_alarm_has_its_paragraph_in_the_runbook_and_every_paragraph_its_alarm():
    paragraphs = paragraphs_of_alarms()
    assert paragraphs.keys() == alarms().keys()
    for name, text in paragraphs.items():
        for question in ("**Means:**", "**Click:**", "**Safe:**"):
            assert question in text, (name, question)


def test_the_first_state_of_the_machine_accepts_the_runbook_s_inputs():
    bodies: dict[str, Any] = {"issue": IssueManyBody, "mail": EmailManyBody, "month": ExportBody, "print": ExportBody}
    inputs = [json.loads(text) for text in re.findall(r"^(\{\"seller_id\".*\})$", RUNBOOK, re.MULTILINE)]
    new_jobs = [fields for fields in inputs if "job_id" not in fields]
    assert {fields["what"] for fields in new_jobs} == set(bodies)
    for fields in new_jobs:
        begin = BeginBody(seller_id=fields.pop("seller_id"), what=fields.pop("what"))
        is_export = bodies[begin.what] is ExportBody
        bodies[begin.what].model_validate({**fields, "what": begin.what} if is_export else fields)
