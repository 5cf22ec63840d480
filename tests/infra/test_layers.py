"""Layers: pinned as in the lock, small enough, and sufficient for every handler on its own."""

import os
import subprocess
from pathlib import Path

import pytest

from infra.local import bootstrap, layers
from infra.local.packaging import load_template
from tests.cold_starts import LAYER_FOLDERS

ROOT = bootstrap.ROOT
THIRD_PARTY = ("base", "api", "pdf")
LARGEST_LAYER = 60 * 1024 * 1024
FUNCTIONS = {
    Path(body["Properties"]["CodeUri"]).name: body["Properties"].get("Layers", [])
    for body in load_template(ROOT / "template.yaml")["Resources"].values()
    if body["Type"] == "AWS::Serverless::Function"
}


@pytest.mark.parametrize("layer", THIRD_PARTY)
def test_a_layer_s_requirements_are_what_the_lock_says(layer):
    command = [bootstrap.uv(), "export", "--quiet", "--frozen", "--only-group", layer, "--no-hashes", "--no-header"]
    # num2words needs docopt for its command line only, and docopt has no wheel.
    command += ["--no-annotate", "--no-emit-package", "docopt", "--project", str(ROOT)]
    exported = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert (ROOT / "layers" / layer / "requirements.txt").read_text() == exported


@pytest.mark.parametrize("layer", THIRD_PARTY)
def test_a_layer_can_be_built_for_lambda_and_is_small_enough(layer, tmp_path):
    install = [bootstrap.uv(), "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]
    install += ["--python-platform", "aarch64-manylinux_2_28", "--python-version", "3.13", "--target", str(tmp_path)]
    subprocess.run([*install, "-r", str(ROOT / "layers" / layer / "requirements.txt")], check=True)

    size = sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file())
    binaries = [file.name for file in tmp_path.rglob("*.so")]
    assert size < LARGEST_LAYER
    assert not [name for name in binaries if "x86_64" in name]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_handler_is_found_with_its_own_layers_alone(function):
    """Without site-packages and AWS's environment: importing must need neither."""
    names = ["InvoicingLayer", "BaseLayer", *(layer["Ref"] for layer in FUNCTIONS[function])]
    path = os.pathsep.join(str(layers.built(LAYER_FOLDERS[name])) for name in names)
    python = bootstrap.ensure("stack").resolve()
    program = f"import sys; sys.path.insert(0, {str(ROOT / 'functions' / function)!r}); import app; app.lambda_handler"

    done = subprocess.run(
        [str(python), "-S", "-c", program],
        env={"PYTHONPATH": path, "PATH": os.environ["PATH"]},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
