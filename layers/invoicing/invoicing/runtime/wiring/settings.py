"""Settings that the template passes to a function through its environment, read on first use."""

import os
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Settings:
    """Names of resources; a function has only those that it uses, the others are empty."""

    table: str
    uploads_bucket: str
    reports_bucket: str
    documents_bucket: str
    import_queue_url: str
    changes_queue_url: str
    render_queue_url: str
    mail_queue_url: str
    job_machine_arn: str
    configuration_set: str
    default_sender: str


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings(**{name: os.environ.get(name.upper(), "") for name in Settings.__dataclass_fields__})
