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
FIRST_EVENT = {
    "add_claims": "wiring.principals()",
    "apply_changes": "wiring.uploads(), app.deps(None)",
    "audit_books": "audit_wiring.auditing()",
    "begin_job": "wiring.sellers(), wiring.jobs()",
    "correct_documents": "use_cases.making()",
    "edit_documents": "use_cases.changing('')",
    "email_document": "wiring.documents(), wiring.mails(), wiring.sellers(), wiring.pdfs(), wiring.mailer()",
    "forward_changes": "forwarding.aws.sqs()",
    "import_sales": "wiring.uploads(), app.deps(None)",
    "issue_documents": "use_cases.issuing()",
    "mail_documents": "use_cases.mail_requests()",
    "manage_imports": "wiring.imports()",
    "manage_jobs": "wiring.jobs()",
    "manage_seller": "wiring.sellers()",
    "preview_document": "wiring.documents(), wiring.sellers(), wiring.previews()",
    "read_documents": "use_cases.listing()",
    "read_mails": "wiring.mails()",
    "read_registers": "wiring.numbers()",
    "reconcile": "wiring.lists(), wiring.work(), wiring.uploads()",
    "record_email_event": "wiring.mails()",
    "render_document": "wiring.documents(), wiring.pdfs(), wiring.logos()",
    "run_export": "wiring.jobs(), wiring.lists(), wiring.numbers(), wiring.pdfs(), wiring.exports()",
    "run_job": "use_cases.issuing_many(None)",
    "show_docs": "None",
}
"""What a function's first event makes beside the table's client; the least, where that depends on the event."""
MODULES = {
    "audit_wiring": "invoicing.runtime.wiring.audit",
    "forwarding": "invoicing.runtime.workers.forwarding",
    "use_cases": "invoicing.runtime.wiring.use_cases",
    "wiring": "invoicing.runtime.wiring.adapters",
}
"""Where the names in these expressions come from."""
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


def program(function: str) -> str:
    """Return what a function does until its first call."""
    first = FIRST_EVENT[function]
    if "TABLE" in environment(function):
        first += ", wiring.table().client"
    imports = [f"import {module} as {name}" for name, module in MODULES.items() if f"{name}." in first]
    return "; ".join(["import app", *imports, first])


def environment(function: str) -> dict[str, str]:
    """Return a function's environment; what the stack would fill in is made up, since nothing is called."""
    told = {**_ALL["Environment"]["Variables"], **FUNCTIONS[function].get("Environment", {}).get("Variables", {})}
    used = [*_ALL["Layers"], *FUNCTIONS[function].get("Layers", [])]
    packages = [folder_of(LAYER_FOLDERS[layer["Ref"]]) for layer in used]
    made_up = {name: value if isinstance(value, str) else "none" for name, value in told.items()}
    folders = [ROOT / "functions" / function, *packages]
    return {**_ON_LAMBDA, **made_up, "PYTHONPATH": os.pathsep.join(map(str, folders))}


@cache
def folder_of(layer: str) -> Path:
    """Return where a layer's packages are on this machine, compiled."""
    return layers.built(layer)
