"""What a person writes into the console to start the job machine; the rest is the body of the route of the same job."""

from typing import Annotated, Literal

from pydantic import Field

from invoicing.domain.jobs.job import JobKind
from invoicing.runtime.api.bodies.fields import Body


class BeginBody(Body):
    """Whose documents, and what to do with them: `issue`, `mail`, `month` or `print`."""

    seller_id: Annotated[str, Field(min_length=1, max_length=64, pattern="^[A-Za-z0-9-]+$")]
    what: Literal[JobKind.ISSUE, JobKind.MAIL, JobKind.MONTH, JobKind.PRINT]
