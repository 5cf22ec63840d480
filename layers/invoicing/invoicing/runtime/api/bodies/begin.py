"""Input that a person enters in the console to start a job; its other fields are the body of the same job's route."""

from typing import Literal

from invoicing.domain.jobs.job import JobKind
from invoicing.runtime.api.bodies.fields import Body, Id


class BeginBody(Body):
    """The seller, and what to do with their documents: `issue`, `mail`, `month` or `print`."""

    seller_id: Id
    what: Literal[JobKind.ISSUE, JobKind.MAIL, JobKind.MONTH, JobKind.PRINT]
