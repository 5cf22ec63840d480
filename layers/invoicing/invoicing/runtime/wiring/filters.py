"""The filter of a list, a job or an export, as use cases take it."""

from collections.abc import Mapping
from typing import Any

from invoicing.adapters.table.engine.codec import value_of
from invoicing.domain.documents.document import Status
from invoicing.services.documents.ports import SummaryFilter


def filter_of(plain: Mapping[str, Any], *statuses: Status) -> SummaryFilter:
    """Return the filter of these plain values; statuses that are given here are the only ones that it means.

    Without any it means drafts and issued documents.
    """
    return value_of({**plain, **({"statuses": statuses} if statuses else {})}, SummaryFilter)
