"""Print template.yaml as CloudFormation sees it, after SAM's transform. Runs in the environment `template`."""

import json
import sys
from pathlib import Path

from samtranslator.translator.transform import transform

from infra.local.packaging import load_template

ROOT = Path(__file__).resolve().parents[2]


class _ManagedPolicies:
    """SAM asks for managed policies by name; their ARNs don't matter here."""

    def load(self) -> dict[str, str]:
        return {}


def main() -> None:
    """Expand the template, with code locations that look like packaged ones."""
    template = load_template(ROOT / "template.yaml")
    for resource in template["Resources"].values():
        for name in ("CodeUri", "ContentUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = "s3://bucket/key"
    json.dump(transform(template, {}, _ManagedPolicies()), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
