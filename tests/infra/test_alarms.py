"""Every failure is told, by an alarm that says what to do in the runbook; and there are no more alarms than that."""

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


def told_paragraphs() -> dict[str, str]:
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


def test_alarms_look_at_metrics_that_there_are(resources):
    for watched in alarms().values():
        for namespace, metric, _ in watched:
            assert metric in (set(Metric) if namespace == NAMESPACE else OF_AWS[namespace])


def test_each_alarm_tells_the_topic_and_is_quiet_without_data(resources):
    found = of_type(resources, "AWS::CloudWatch::Alarm")
    assert len(found) == len(alarms())
    for name, alarm in found.items():
        assert alarm["AlarmActions"] == [{"Ref": "Topic"}], name
        assert alarm["TreatMissingData"] == "notBreaching", name
        assert alarm["ComparisonOperator"] == "GreaterThanThreshold", name
        if "Metrics" in alarm:
            assert sum(item.get("ReturnData", True) for item in alarm["Metrics"]) == 1
            assert len(alarm["Metrics"]) <= 10, "an alarm takes no more"


def test_the_cost_that_the_template_tells_is_so():
    told = re.search(r"these look at (\d+)", (ROOT / "infra" / "alarms.yaml").read_text())
    assert told is not None
    assert int(told[1]) == sum(len(watched) for watched in alarms().values()) <= 23


def test_every_alarm_has_its_paragraph_in_the_runbook_and_every_paragraph_its_alarm():
    paragraphs = told_paragraphs()
    assert paragraphs.keys() == alarms().keys()
    for name, text in paragraphs.items():
        for question in ("**Means:**", "**Click:**", "**Safe:**"):
            assert question in text, (name, question)


def test_the_runbook_s_inputs_for_the_machine_are_such_as_the_first_state_takes():
    bodies: dict[str, Any] = {"issue": IssueManyBody, "mail": EmailManyBody, "month": ExportBody, "print": ExportBody}
    inputs = [json.loads(text) for text in re.findall(r"^(\{\"seller_id\".*\})$", RUNBOOK, re.MULTILINE)]
    begun = [asked for asked in inputs if "job_id" not in asked]
    assert {asked["what"] for asked in begun} == set(bodies)
    for asked in begun:
        who = BeginBody(seller_id=asked.pop("seller_id"), what=asked.pop("what"))
        is_export = bodies[who.what] is ExportBody
        bodies[who.what].model_validate({**asked, "what": who.what} if is_export else asked)
