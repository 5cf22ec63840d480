"""Drafts as imports and jobs read and write them: in batches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from invoicing.domain.documents.summary import Summary
from invoicing.domain.sales.sale import Sale
from invoicing.services.documents.ports import Stored


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an order at import: its document, or only that it was cancelled before it was drafted."""

    summary: Summary | None
    cancelled: tuple[Sale, ...] = ()


def is_drafted(known: Known | None) -> bool:
    """True if the order has a document; a cancelled order may be known without one."""
    return known is not None and known.summary is not None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A draft to store in place of its version `instead_of`."""

    stored: Stored
    instead_of: int


@dataclass(frozen=True, slots=True)
class Added:
    """Which drafts were written, and which were not: they share lines with other documents, or are too large."""

    written: frozenset[str]
    sharing: Mapping[str, frozenset[str]]
    too_large: frozenset[str] = frozenset()


class Drafts(Protocol):
    """Drafts as imports write them: in batches, each guarded by its key."""

    def known(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Known]: ...
    def load(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Stored]: ...
    def add(self, seller_id: str, drafts: Sequence[Stored]) -> Added: ...
    def add_after_cancellation(self, seller_id: str, draft: Stored) -> bool: ...
    def refresh(self, seller_id: str, draft: Replacement) -> bool: ...
    def add_sharing(self, seller_id: str, draft: Stored, flagged: Sequence[Replacement]) -> bool: ...
    def remember_sale(self, seller_id: str, stored: Stored, versions: tuple[Sale, ...]) -> bool: ...
    def remember_cancelled(self, seller_id: str, document_id: str, versions: tuple[Sale, ...]) -> None: ...
