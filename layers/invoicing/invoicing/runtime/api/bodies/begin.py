"""What a person writes into the console to start the job machine; the rest is the body of the route of the same job."""

from typing import Literal

from invoicing.domain.jobs.job import JobKind
from invoicing.runtime.api.bodies.fields import Body, Id


class BeginBody(Body):
    """Whose documents, and what to do with them: `issue`, `mail`, `month` or `print`."""

    seller_id: Id
    what: Literal[JobKind.ISSUE, JobKind.MAIL, JobKind.MONTH, JobKind.PRINT]
