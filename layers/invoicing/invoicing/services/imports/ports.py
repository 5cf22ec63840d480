"""Ports of imports, besides documents and drafts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from invoicing.domain.imports.record import Import, TransactionOutcome
from invoicing.domain.sales.sale import Rejected, Sale


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """A downloaded upload: its bytes (seekable) and what identifies them.

    `digest` is None for a file that is too large to read at all; its bytes were not downloaded.
    """

    key: str
    etag: str
    version: str | None = None
    at: datetime
    digest: str | None
    content: IO[bytes]


class SalesFile(Protocol):
    """A sales file being read; `expected` is its number of transactions, if known."""

    @property
    def expected(self) -> int | None: ...
    @property
    def unknown_fields(self) -> tuple[str, ...]: ...
    def sales(self, after: int = 0) -> Iterator[Sale | Rejected]: ...


OpenSales = Callable[[IO[bytes]], SalesFile]


class Imports(Protocol):
    """Records of imports."""

    def get(self, seller_id: str, import_id: str) -> Import:
        """Raises: NotFoundError."""

    def find(self, seller_id: str, import_id: str) -> Import | None: ...
    def save(self, record: Import) -> None: ...
    def begin(self, record: Import) -> bool: ...
    def progress(self, record: Import) -> None: ...
    def first_of(self, seller_id: str, digest: str, import_id: str) -> str: ...
    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Import, ...], str | None]:
        """Raises: InvalidFieldError."""


class Reports(Protocol):
    """Reports in the reports bucket: parts while a file is read, the whole at the end."""

    def save_part(self, record: Import, number: int, rows: Sequence[TransactionOutcome]) -> None: ...
    def finish(self, record: Import) -> None: ...
