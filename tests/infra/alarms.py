"""The alarms of the template, with the metrics that they watch resolved to resources."""

from pathlib import Path
from typing import Any

from infra.local.packaging import load_template
from tests.infra.templates import ROOT, references

Watched = tuple[str, str, str]
"""Namespace, metric, and the logical id of its resource; empty for the whole account."""


def alarms(root: Path = ROOT) -> dict[str, set[Watched]]:
    """Return what each alarm watches, by the last part of its name."""
    passed = load_template(root / "template.yaml")["Resources"]["Alarms"]["Properties"]["Parameters"]
    watched = {}
    for body in load_template(root / "infra" / "alarms.yaml")["Resources"].values():
        if body["Type"] == "AWS::CloudWatch::Alarm":
            properties = body["Properties"]
            metrics = [item["MetricStat"]["Metric"] for item in properties.get("Metrics", ()) if "MetricStat" in item]
            name = properties["AlarmName"]["Fn::Sub"].removeprefix("${Name}-")
            watched[name] = {_watched(metric, passed) for metric in metrics or [properties]}
    return watched


def _watched(metric: dict[str, Any], passed: dict[str, Any]) -> Watched:
    given = [passed[dimension["Value"]["Ref"]] for dimension in metric.get("Dimensions", ())]
    about = references(given[0]).pop() if given else ""
    return metric["Namespace"], metric["MetricName"], about


def ends_of_failures(source: dict[str, Any]) -> dict[str, Watched]:
    """Return the metric that counts the failures of each function, which depends on what calls it."""
    machine = references(source["JobMachine"]["Properties"]["Definition"])
    ends: dict[str, Watched] = {}
    for name, body in source.items():
        if body["Type"] != "AWS::Serverless::Function":
            continue
        events = body["Properties"].get("Events", {}).values()
        queues = [event["Properties"]["Queue"]["Fn::GetAtt"][0] for event in events if event["Type"] == "SQS"]
        if queues:
            policy = source[queues[0]]["Properties"]["RedrivePolicy"]
            dead = policy["deadLetterTargetArn"]["Fn::GetAtt"][0]
            ends[name] = ("AWS/SQS", "ApproximateNumberOfMessagesVisible", dead)
        elif any(event["Type"] == "HttpApi" for event in events):
            ends[name] = ("AWS/ApiGateway", "5xx", "Api")
        elif name in machine:
            ends[name] = ("AWS/States", "ExecutionsFailed", "JobMachine")
        else:
            ends[name] = ("AWS/Lambda", "Errors", name)
    return ends
