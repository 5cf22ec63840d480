"""What people see in the console: names, the dashboard, saved queries. Everything shown exists."""

import inspect
import json
import re
import tomllib

import pytest

from infra.local.packaging import load_template
from invoicing.runtime.telemetry import counts as counting
from invoicing.runtime.telemetry.metrics import NAMESPACE, Metric
from invoicing.runtime.wiring import rendering
from tests.infra.templates import ROOT, of_type, references

OF_AWS = {
    "AWS/SES": {"Reputation.BounceRate", "Reputation.ComplaintRate"},
    "AWS/SQS": {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"},
    "AWS/Lambda": {"Errors", "Duration", "Invocations", "Throttles"},
    "AWS/States": {"ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsStarted"},
    "AWS/ApiGateway": {"Count", "4xx", "5xx", "Latency"},
    "AWS/DynamoDB": {"ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"},
}
"""Metrics that AWS publishes by itself, by its documentation."""
STACK = "invoicing"
GIVEN = {"Name": STACK, "Table": "books", "ApiId": "api-1", "JobMachineArn": "arn:machine"}
PSEUDO = {"AWS::Region": "eu-central-1", "AWS::Partition": "aws", "AWS::AccountId": "000000000000"}
WRITTEN_OUT = ("Errors", "Duration", "Invocations")


@pytest.fixture(scope="module")
def widgets():
    """Return the widgets of the dashboard as CloudWatch gets them."""
    body = load_template(ROOT / "infra" / "dashboard.yaml")["Resources"]["Dashboard"]["Properties"]["DashboardBody"]
    text = body["Fn::Sub"]
    for name, value in {**GIVEN, **PSEUDO}.items():
        text = text.replace(f"${{{name}}}", value)
    assert "${" not in text
    return json.loads(text)["widgets"]


def rows(widget):
    """Yield each metric of a widget, with its shorthand expanded: namespace, name, dimensions, options."""
    before = []
    for row in widget["properties"].get("metrics", ()):
        options = row[-1] if isinstance(row[-1], dict) else {}
        words = [word for word in row if not isinstance(word, dict)]
        if not words:
            continue
        if words[0] == "...":
            words = [*before[: len(before) - len(words) + 1], *words[1:]]
        words = [before[place] if word == "." else word for place, word in enumerate(words)]
        before = words
        yield words[0], words[1], dict(zip(words[2::2], words[3::2], strict=True)), options


def names_of(resources, kind, field):
    return {body[field]["Fn::Sub"].replace("${AWS::StackName}", STACK) for body in of_type(resources, kind).values()}


def test_every_metric_on_the_dashboard_is_published_by_the_code_or_by_aws(widgets):
    shown = {(namespace, name) for widget in widgets for namespace, name, _, _ in rows(widget)}
    assert {name for namespace, name in shown if namespace == NAMESPACE} == set(Metric), "each is shown, and no other"
    for namespace, name in shown:
        assert namespace == NAMESPACE or name in OF_AWS[namespace], (namespace, name)


def test_everything_that_the_code_can_count_is_counted_somewhere():
    handlers = (file.read_text() for file in (ROOT / "functions").rglob("app.py"))
    code = "\n".join([*handlers, inspect.getsource(counting), inspect.getsource(rendering)])
    for metric in Metric:
        assert f"Metric.{metric.name}" in code, metric


def test_every_dimension_on_the_dashboard_is_something_of_this_stack(widgets, resources):
    existing = {
        "service": {STACK},
        "QueueName": names_of(resources, "AWS::SQS::Queue", "QueueName"),
        "FunctionName": names_of(resources, "AWS::Lambda::Function", "FunctionName"),
        "TableName": {"books"},
        "ApiId": {"api-1"},
        "StateMachineArn": {"arn:machine"},
        "GlobalSecondaryIndexName": {"by_status", "by_due"},
    }
    for widget in widgets:
        for _, _, dimensions, _ in rows(widget):
            for dimension, value in dimensions.items():
                assert value in existing[dimension], (widget["properties"]["title"], value)


@pytest.mark.parametrize("metric", WRITTEN_OUT)
def test_every_function_is_on_the_dashboard(widgets, resources, metric):
    functions = names_of(resources, "AWS::Lambda::Function", "FunctionName")
    lists = [
        {dimensions["FunctionName"] for _, name, dimensions, _ in rows(widget) if name == metric and dimensions}
        for widget in widgets
    ]
    assert [names for names in lists if names] == [functions] * (2 if metric == "Duration" else 1)


def test_gigabyte_seconds_are_counted_with_each_function_s_own_memory(widgets, resources):
    memory = {
        body["FunctionName"]["Fn::Sub"].replace("${AWS::StackName}", STACK): body["MemorySize"]
        for body in of_type(resources, "AWS::Lambda::Function").values()
    }
    groups = {"half": 512, "one": 1024, "most": 1769}
    [widget] = [widget for widget in widgets if "GB-seconds" in widget["properties"]["title"]]
    for _, _, dimensions, options in rows(widget):
        assert groups[options["id"].partition("_")[0]] == memory[dimensions["FunctionName"]]
    expression = widget["properties"]["metrics"][0][0]["expression"]
    factors = dict(re.findall(r'METRICS\("(\w+)_"\)\)(?: \* ([\d.]+))?', expression))
    assert {group: round(float(factor or 1) * 1024) for group, factor in factors.items()} == groups


def test_the_dashboard_shows_every_alarm_and_widgets_do_not_overlap(widgets, resources):
    alarms = of_type(resources, "AWS::CloudWatch::Alarm").values()
    names = {alarm["AlarmName"]["Fn::Sub"].replace("${Name}", STACK) for alarm in alarms}
    [widget] = [widget for widget in widgets if widget["type"] == "alarm"]
    assert {arn.rpartition(":")[2] for arn in widget["properties"]["alarms"]} == names

    places = [
        (x, y)
        for widget in widgets
        for x in range(widget["x"], widget["x"] + widget["width"])
        for y in range(widget["y"], widget["y"] + widget["height"])
    ]
    assert len(places) == len(set(places))
    assert max(x for x, _ in places) < 24


def test_saved_queries_ask_for_fields_that_log_lines_have(resources):
    queries = of_type(resources, "AWS::Logs::QueryDefinition")
    assert len(queries) == 4
    package = [*(ROOT / "functions").rglob("app.py"), *(ROOT / "layers/invoicing/invoicing/runtime").rglob("*.py")]
    code = "\n".join(file.read_text() for file in package)
    own = {"level", "message", "function", "times", "latest", "memory_used"}
    for query in queries.values():
        assert query["LogGroupNames"]
        for line in query["QueryString"].splitlines():
            command, _, rest = line.removeprefix("| ").partition(" ")
            if command in ("fields", "filter", "sort"):
                words = re.sub(r'"[^"]*"|/[^/]*/|@\w+', "", rest)
                for field in set(re.findall(r"[a-z_]+", words)) - {"or", "as", "in", "like", "asc", "desc"} - own:
                    assert f"{field}=" in code or f'"{field}"' in code, field


def test_whatever_people_see_has_a_name_and_functions_have_descriptions(resources):
    named = {
        "AWS::Lambda::Function": "FunctionName",
        "AWS::SQS::Queue": "QueueName",
        "AWS::S3::Bucket": "BucketName",
        "AWS::DynamoDB::Table": "TableName",
        "AWS::SNS::Topic": "TopicName",
        "AWS::CloudWatch::Alarm": "AlarmName",
        "AWS::CloudWatch::Dashboard": "DashboardName",
        "AWS::Logs::LogGroup": "LogGroupName",
        "AWS::Logs::QueryDefinition": "Name",
        "AWS::StepFunctions::StateMachine": "StateMachineName",
        "AWS::Events::Rule": "Name",
        "AWS::Lambda::LayerVersion": "LayerName",
    }
    described = {"AWS::Lambda::Function", "AWS::Lambda::LayerVersion", "AWS::Events::Rule"}
    for kind, field in named.items():
        of_kind = of_type(resources, kind)
        assert of_kind, kind
        for name, body in of_kind.items():
            assert references(body[field]) & {"AWS::StackName", "Name"}, (name, "two stacks must not collide")
            assert kind not in described or 10 < len(body["Description"]) <= 256, name
    for alarm in of_type(resources, "AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmDescription"].endswith(".")


def test_every_resource_has_the_project_s_tag(resources):
    """By the stack's tags, which CloudFormation propagates; functions have it in any deployment."""
    config = tomllib.loads((ROOT / "infra" / "samconfig.toml").read_text())
    for name in ("default", "prod"):
        assert "project=invoicing" in config[name]["deploy"]["parameters"]["tags"]
    for function in of_type(resources, "AWS::Lambda::Function").values():
        assert {"Key": "project", "Value": "invoicing"} in function["Tags"]
