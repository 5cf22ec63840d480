"""What writing the waiting drafts' table depends on."""

from collections.abc import Iterable
from typing import Protocol


class WaitingSheets(Protocol):
    """The tables of waiting drafts in the reports bucket, one per seller."""

    def write(self, seller_id: str, lines: Iterable[str]) -> None: ...
