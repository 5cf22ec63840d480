"""What `sam package` does, for this machine: ZIPs of the code, and templates that point to them.

The templates are the real ones, with local paths replaced and without what the embedded CloudFormation refuses: saved
queries and alarms over several metrics, on which nothing depends.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from infra.local import bootstrap
from infra.local.layers import zipped

ROOT = bootstrap.ROOT
_CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Serverless::LayerVersion": "ContentUri"}
_NESTED = "AWS::CloudFormation::Stack"


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms."""


def _short_form(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _short_form)


def load_template(path: Path) -> dict[str, Any]:
    """Return a template with its short forms expanded."""
    template: dict[str, Any] = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506 - a safe loader of our own
    return template


def _is_supported(resource: dict[str, Any]) -> bool:
    """True if the embedded CloudFormation accepts this resource."""
    is_math = resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]
    return not is_math and resource["Type"] != "AWS::Logs::QueryDefinition"


class Package:
    """The packaged template and the files that it points to, by key."""

    def __init__(self, bucket_url: str, bucket: str) -> None:
        self.files: dict[str, bytes] = {}
        self._bucket_url = bucket_url
        self._bucket = bucket
        self.template = self._packaged(ROOT / "template.yaml")

    @property
    def digest(self) -> str:
        """A digest of everything that is deployed: the template holds the digests of all files."""
        return hashlib.sha256(json.dumps(self.template, sort_keys=True).encode()).hexdigest()

    def _packaged(self, path: Path) -> dict[str, Any]:
        template = load_template(path)
        template["Resources"] = {name: body for name, body in template["Resources"].items() if _is_supported(body)}
        for resource in template["Resources"].values():
            properties = resource.get("Properties", {})
            if (name := _CODE.get(resource["Type"])) is not None:
                key = self._add(zipped(ROOT / properties[name]), "zip")
                properties[name] = {"Bucket": self._bucket, "Key": key}
            elif resource["Type"] == _NESTED:
                nested = self._packaged(ROOT / properties["TemplateURL"])
                key = self._add(json.dumps(nested, sort_keys=True).encode(), "json")
                properties["TemplateURL"] = f"{self._bucket_url}/{self._bucket}/{key}"
        return template

    def _add(self, content: bytes, extension: str) -> str:
        key = f"{hashlib.sha256(content).hexdigest()}.{extension}"
        self.files[key] = content
        return key
