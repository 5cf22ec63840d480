"""The changes that an edited row of the drafts table requests, and which of them a draft still lacks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import Document, Resolution, Status
from invoicing.domain.documents.kind import Kind, title_of
from invoicing.domain.documents.search import folded_text
from invoicing.domain.drafts_table.cells import (
    DISCARD,
    KIND,
    MIXED,
    NIP,
    NO_NIP,
    RATE,
    cleaned,
    is_same_nip,
    is_yes,
    kind_in,
    nip_in,
    rate_in,
    shown,
)
from invoicing.domain.drafts_table.table import (
    DECISION,
    ELSEWHERE,
    ID,
    NOT_NEEDED,
    VERSION,
    Originals,
    id_in,
    originals_in,
    version_in,
)
from invoicing.domain.problems.decision_words import WORDS, Taken, taken_by
from invoicing.domain.vat.line import RateSource

_ELSEWHERE = re.compile(
    r"(?P<word>[^:]{1,60}):(?P<number>[^,]{1,110}?)(,\s*KSeF:?\s*(?P<ksef>\S{1,64}))?", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[/|;\n]")
_NUMBER_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a draft is closed without being issued; without a resolution it is merely discarded."""

    resolution: Resolution | None = None
    number: str = ""
    ksef_number: str | None = None

    def is_of(self, document: Document) -> bool:
        """True if the draft has already been closed this way."""
        if document.status is not Status.DISCARDED:
            return False
        if self.resolution is None:
            return True
        number = document.elsewhere.number if document.elsewhere else ""
        return document.resolution is self.resolution and number == self.number

    @property
    def words(self) -> str:
        """The ending in Polish, for the report."""
        if self.resolution is Resolution.ISSUED_ELSEWHERE:
            return f"{ELSEWHERE}: {self.number}"
        return NOT_NEEDED if self.resolution is Resolution.NOT_NEEDED else "szkic odrzucony"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The changes that a row requests for a draft in this version; None for cells that were not edited.

    `nip` is `NO_NIP` to make the buyer a private person.
    """

    document_id: str
    version: int
    rate: str | None = None
    kind: Kind | None = None
    nip: str | None = None
    decisions: tuple[Taken, ...] = ()
    ending: Ending | None = None

    @property
    def is_nothing(self) -> bool:
        """True if the row requests no change."""
        return not self.decisions and all(part is None for part in (self.rate, self.kind, self.nip, self.ending))


def wanted_of(cells: Mapping[str, str]) -> Wanted:
    """Return the changes that a row requests, from its cells by column name; unclear cells are refused.

    A row that discards a draft changes nothing else, but may say that it was issued elsewhere.
    Raises: InvalidFieldError.
    """
    row = {name: cleaned(cell) for name, cell in cells.items()}
    document_id, version = id_in(row[ID]), version_in(row[VERSION])
    ending, decisions = _decided(row.get(DECISION, ""))
    if is_yes(row.get(DISCARD, "")):
        ending = ending or Ending()
    if ending is not None:
        return Wanted(document_id=document_id, version=version, ending=ending)
    originals = originals_in(row[VERSION])
    return Wanted(
        document_id=document_id,
        version=version,
        rate=_rate(row.get(RATE), originals),
        kind=_kind(row.get(KIND), originals),
        nip=_nip(row.get(NIP), originals),
        decisions=decisions,
    )


def _rate(cell: str | None, originals: Originals | None) -> str | None:
    if cell is None or folded_text(cell) == folded_text(originals.rate if originals else MIXED):
        return None
    if not cell:
        _refuse_emptied(RATE, originals)
        return None
    rate = rate_in(cell)
    return None if originals and rate == originals.rate else rate


def _kind(cell: str | None, originals: Originals | None) -> Kind | None:
    if cell is None:
        return None
    if not cell:
        _refuse_emptied(KIND, originals)
        return None
    kind = kind_in(cell)
    return None if originals and kind.value == originals.kind else kind


def _nip(cell: str | None, originals: Originals | None) -> str | None:
    if cell is None or (originals and is_same_nip(cell, originals.nip)):
        return None
    if not cell:
        _refuse_emptied(NIP, originals, " Dla osoby prywatnej wpisz „brak”.")
        return None
    return nip_in(cell)


def _refuse_emptied(column: str, originals: Originals | None, way_out: str = "") -> None:
    """Refuse an emptied cell, which is likely a mistake; without originals, empty means unchanged."""
    if originals is not None:
        raise InvalidFieldError(column, f"komórka jest teraz pusta, a nie była. Wpisz wartość.{way_out}")


def _decided(cell: str) -> tuple[Ending | None, tuple[Taken, ...]]:
    if not cell:
        return None, ()
    if folded_text(cell) in (folded_text(NOT_NEEDED), Resolution.NOT_NEEDED):
        return Ending(resolution=Resolution.NOT_NEEDED), ()
    elsewhere = _ELSEWHERE.fullmatch(cell)
    if elsewhere and folded_text(elsewhere["word"]) in (folded_text(ELSEWHERE), Resolution.ISSUED_ELSEWHERE):
        return _issued_elsewhere(elsewhere["number"], elsewhere["ksef"]), ()
    taken: dict[str, str] = {}
    for words in filter(None, map(str.strip, _SEPARATORS.split(cell))):
        decision = taken_by(words)
        if decision is None:
            raise InvalidFieldError(
                DECISION, f"nie znam decyzji „{shown(words)}”. Wpisz jedną z kolumny „możliwe decyzje”."
            )
        code, choice = decision
        if taken.setdefault(code, choice) != choice:
            raise InvalidFieldError(DECISION, f"„{shown(words)}” przeczy innej decyzji w tym wierszu. Zostaw jedną.")
    return None, tuple(taken.items())


def _issued_elsewhere(number: str, ksef_number: str | None) -> Ending:
    number = " ".join(number.split())
    if not number or len(number) > _NUMBER_CHARACTERS or number.casefold() == "numer":
        raise InvalidFieldError(DECISION, "podaj numer, pod którym wystawił go inny program.")
    return Ending(resolution=Resolution.ISSUED_ELSEWHERE, number=number, ksef_number=ksef_number)


def left_open(requested: Wanted, document: Document) -> Wanted:
    """Return the requested changes that the draft does not have yet."""
    if requested.ending is not None:
        return replace(requested, ending=None if requested.ending.is_of(document) else requested.ending)
    taken = {(decision.code, decision.choice) for decision in document.decisions}
    return replace(
        requested,
        rate=None if requested.rate in _rates(document) and len(_rates(document)) == 1 else requested.rate,
        kind=None if requested.kind is document.kind else requested.kind,
        nip=None if _has_nip(requested.nip, document) else requested.nip,
        decisions=tuple(decision for decision in requested.decisions if decision not in taken),
    )


def _rates(document: Document) -> frozenset[str | None]:
    """Return the rates of the goods; delivery follows them unless its rate was set by hand."""
    return frozenset(line.vat_rate for line in document.lines if not line.is_delivery)


def _has_nip(nip: str | None, document: Document) -> bool:
    if nip == NO_NIP:
        return document.buyer.nip is None and not document.buyer.is_company
    return document.buyer.nip == nip


def fields_of(requested: Wanted, document: Document) -> dict[str, Any]:
    """Return the fields of a draft that a row changes, with their new values; a buyer with a NIP is a company."""
    fields: dict[str, Any] = {}
    if requested.kind is not None:
        fields["kind"] = requested.kind
    if requested.nip is not None:
        fields["buyer"] = replace(document.buyer, nip=requested.nip or None, is_company=requested.nip != NO_NIP)
    if requested.rate is not None:
        fields["lines"] = tuple(
            line if line.is_delivery else replace(line, vat_rate=requested.rate, vat_rate_source=RateSource.USER)
            for line in document.lines
        )
    return fields


def told(requested: Wanted) -> tuple[str, ...]:
    """Return the changes in Polish, for the report."""
    if requested.ending is not None:
        return (requested.ending.words,)
    words = []
    if requested.rate is not None:
        words.append(f"{RATE}: {requested.rate}")
    if requested.kind is not None:
        words.append(f"{KIND}: {title_of(requested.kind)}")
    if requested.nip is not None:
        words.append(f"{NIP}: {requested.nip or 'brak (osoba prywatna)'}")
    return (*words, *(f"{DECISION}: {WORDS[taken]}" for taken in requested.decisions))
