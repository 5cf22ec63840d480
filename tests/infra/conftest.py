"""The template is expanded once for all of its tests."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.local.packaging import load_template
from tests.infra.templates import NESTED, ROOT, tool


@pytest.fixture(scope="session")
def source() -> dict[str, Any]:
    return load_template(ROOT / "template.yaml")["Resources"]


@pytest.fixture(scope="session")
def expanded_file(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("template") / "expanded.json"
    file.write_text(tool("python", "-m", "infra.local.expansion"))
    return file


@pytest.fixture(scope="session")
def resources(expanded_file) -> dict[str, Any]:
    """Return the resources of the expanded template and of all nested ones."""
    merged = dict(json.loads(expanded_file.read_text())["Resources"])
    for path in NESTED:
        merged |= {f"{path.stem}.{name}": body for name, body in load_template(path)["Resources"].items()}
    return merged
