"""The template as tests read it: expanded by SAM, together with the nested ones."""

import os
import subprocess
from typing import Any

from infra.local import bootstrap

ROOT = bootstrap.ROOT
NESTED = sorted((ROOT / "infra").glob("*.yaml"))


def tool(*command: str) -> str:
    """Run a tool of the template's environment and return its output."""
    python = bootstrap.ensure("template")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SAM_CLI_TELEMETRY": "0",
        "AWS_DEFAULT_REGION": "eu-central-1",
    }
    done = subprocess.run(
        [str(python.parent / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def of_type(resources: dict[str, Any], *types: str) -> dict[str, dict[str, Any]]:
    return {name: body["Properties"] for name, body in resources.items() if body["Type"] in types}


def references(body: Any) -> set[str]:
    """Return the logical ids that a piece of template refers to."""
    if isinstance(body, list):
        return set().union(*map(references, body)) if body else set()
    if not isinstance(body, dict):
        return set()
    ids = set().union(*map(references, body.values())) if body else set()
    if "Ref" in body:
        ids.add(body["Ref"])
    if "Fn::GetAtt" in body:
        ids.add(body["Fn::GetAtt"][0] if isinstance(body["Fn::GetAtt"], list) else body["Fn::GetAtt"].split(".")[0])
    if "Fn::Sub" in body:
        text = body["Fn::Sub"] if isinstance(body["Fn::Sub"], str) else body["Fn::Sub"][0]
        ids |= {part.split("}")[0].split(".")[0] for part in text.split("${")[1:]}
    depends = body.get("DependsOn", [])
    return ids | set([depends] if isinstance(depends, str) else depends)


def statements(resources: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return every statement of every policy, with the name of its resource."""
    pairs = []
    for name, body in resources.items():
        is_role = body["Type"] == "AWS::IAM::Role"
        documents = [policy["PolicyDocument"] for policy in body["Properties"].get("Policies", ()) if is_role]
        if "PolicyDocument" in body.get("Properties", {}):
            documents.append(body["Properties"]["PolicyDocument"])
        pairs += [(name, statement) for document in documents for statement in document["Statement"]]
    return pairs


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
