"""Functions as Lambda starts them: a process with its own layers alone and with what the template tells it."""

import os
import re
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
    "add_claims": "adapters.principals()",
    "apply_changes": "adapters.uploads(), drafts_table.apply_deps(None)",
    "audit_books": "audit.audit_deps()",
    "begin_job": "adapters.sellers(), adapters.jobs()",
    "correct_documents": "drafts.new_draft_deps()",
    "edit_documents": "drafts.change_deps('')",
    "email_document": "mails.send_deps()",
    "forward_changes": "queues.render_queue(), aws.sqs()",
    "import_sales": "adapters.uploads(), imports.import_deps(None)",
    "issue_documents": "issuing.issue_deps()",
    "mail_documents": "mails.mail_request_deps()",
    "manage_imports": "adapters.imports()",
    "manage_jobs": "adapters.jobs()",
    "manage_seller": "adapters.sellers()",
    "preview_document": "adapters.documents(), adapters.sellers(), adapters.previews()",
    "read_documents": "documents.list_deps()",
    "read_mails": "adapters.mails()",
    "read_registers": "adapters.numbers()",
    "reconcile": "adapters.lists(), reconciling.overdue_deps(), reconciling.inboxes()",
    "record_email_event": "adapters.mails()",
    "render_document": "rendering.render_deps(''), adapters.logos()",
    "run_export": "books.export_job_deps()",
    "run_job": "issuing.issue_many_deps(None)",
    "show_docs": "None",
}
"""What a function's first event makes beside the table's client; the least, where that depends on the event."""
MODULES = {
    "aws": "invoicing.adapters.aws",
    **{
        name: f"invoicing.runtime.wiring.{name}"
        for name in (
            *("adapters", "audit", "books", "documents", "drafts", "drafts_table", "imports", "issuing", "jobs"),
            *("mails", "queues", "reconciling", "rendering"),
        )
    },
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
        first += ", adapters.table().client"
    named = set(re.findall(r"(\w+)\.", first))
    imports = [f"import {module} as {name}" for name, module in MODULES.items() if name in named]
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
