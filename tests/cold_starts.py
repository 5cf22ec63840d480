"""Functions as Lambda starts them: a process with its own layers alone and with what the template tells it."""

import os
import sys
from functools import cache
from pathlib import Path

from infra.local import bootstrap, layers
from infra.local.packaging import load_template

ROOT = bootstrap.ROOT
LAYER_FOLDERS = {"InvoicingLayer": "invoicing", "BaseLayer": "base", "ApiLayer": "api", "PdfLayer": "pdf"}
_TEMPLATE = load_template(ROOT / "template.yaml")
_ALL = _TEMPLATE["Globals"]["Function"]
FUNCTIONS = {
    Path(body["Properties"]["CodeUri"]).name: body["Properties"]
    for body in _TEMPLATE["Resources"].values()
    if body["Type"] == "AWS::Serverless::Function"
}
"""What the template says of each function, by its folder."""
_ON_LAMBDA = {
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "PATH": os.environ["PATH"],
}


def command(program: str) -> list[str]:
    """Return the command that runs a program with no other packages than those on its path."""
    return [str(Path(sys.executable).resolve()), "-S", "-c", program]


def environment(function: str) -> dict[str, str]:
    """Return a function's environment; names of resources are made up, since nothing is called."""
    told = {**_ALL["Environment"]["Variables"], **FUNCTIONS[function].get("Environment", {}).get("Variables", {})}
    used = [*_ALL["Layers"], *FUNCTIONS[function].get("Layers", [])]
    packages = [folder_of(LAYER_FOLDERS[layer["Ref"]]) for layer in used]
    return of_packages(ROOT / "functions" / function, *packages) | dict.fromkeys(told, "none")


def of_packages(*folders: Path) -> dict[str, str]:
    """Return the environment of a process that finds the packages in these folders."""
    return {**_ON_LAMBDA, "PYTHONPATH": os.pathsep.join(map(str, folders))}


@cache
def folder_of(layer: str) -> Path:
    """Return where a layer's packages are on this machine, compiled."""
    return layers.built(layer)
