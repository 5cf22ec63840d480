"""The waiting drafts as a table that a seller edits in a spreadsheet: one row per draft, and what its columns mean.

`wersja` has the version of the draft and the original values of the editable cells: `w3|23|invoice|` is version 3 at
23 %, an invoice, without a NIP. This distinguishes an edited cell from one that somebody else has changed since.
Neither it nor `id` looks like a number to a spreadsheet.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from invoicing.domain.basics.csv_cells import Cell, csv_row
from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.ids import ID as ID_FORM
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.summary import Summary
from invoicing.domain.drafts_table.cells import DISCARD, KIND, MIXED, NIP, RATE, shown
from invoicing.domain.problems.decision_words import BETWEEN, words_for
from invoicing.domain.problems.problem import Problem

FILE_NAME = "do-wystawienia.csv"
ID, VERSION, DECISION = "id", "wersja", "decyzja"
COLUMNS = (
    ID,
    VERSION,
    "nr zamówienia",
    "data",
    "nabywca",
    NIP,
    KIND,
    RATE,
    "brutto",
    "waluta",
    "problemy",
    "możliwe decyzje",
    DECISION,
    DISCARD,
)
EDITABLE = (NIP, KIND, RATE, DECISION, DISCARD)
"""Columns that a seller may edit; the rest is read-only."""
NEEDED = (ID, VERSION)
MOST_DRAFTS = 5_000
ELSEWHERE = "wystawiona gdzie indziej"
NOT_NEEDED = "dokument niepotrzebny"

_ID = re.compile(f"szkic-({ID_FORM})")
_VERSION = re.compile("w?([0-9]{1,9})")
_PARTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """The values of a row when it was written: the rate as shown, the kind's code, the NIP."""

    rate: str
    kind: str
    nip: str


def sheet_head() -> str:
    """Return the header line."""
    return csv_row(COLUMNS)


def sheet_row(summary: Summary, document: Document | None, problems: Iterable[Problem] = ()) -> str:
    """Return the line of a draft; if nothing holds it, its summary is enough, since it has all of its rates."""
    holding = tuple(problem for problem in problems if problem.holds)
    rate = shown_rate(document) if document else _shown(summary.rates)
    originals = Originals(rate=rate, kind=summary.kind.value, nip=summary.buyer_nip or "")
    ends = (f"{ELSEWHERE}: NUMER", NOT_NEEDED) if holding else ()
    return csv_row(
        (
            f"szkic-{summary.id}",
            version_cell(summary.version, originals),
            summary.order_id,
            _day(summary),
            summary.buyer_name,
            summary.buyer_nip,
            summary.title,
            rate,
            summary.gross,
            summary.currency,
            " ".join(dict.fromkeys(problem.message for problem in holding)),
            BETWEEN.join((*words_for(holding), *ends)),
            None,
            None,
        )
    )


def cut_row() -> str:
    """Return the line that says that the table does not have all drafts; it has no id, and is ignored when read."""
    text = f"Tu jest {MOST_DRAFTS} najnowszych szkiców. Starsze pojawią się, gdy te wystawisz albo odrzucisz."
    cells: list[Cell] = [text if name == "problemy" else None for name in COLUMNS]
    return csv_row(cells)


def _day(summary: Summary) -> date:
    return warsaw_date(summary.ordered_at or summary.created_at)


def shown_rate(document: Document) -> str:
    """Return the rate of a draft's lines: empty if unknown, `MIXED` if they differ."""
    return _shown(tuple(dict.fromkeys(line.vat_rate for line in document.lines)))


def _shown(rates: tuple[str | None, ...]) -> str:
    return MIXED if len(rates) > 1 else next(iter(rates), None) or ""


def version_cell(version: int, originals: Originals) -> str:
    """Return the cell that `originals_in` and `version_in` read."""
    return f"w{version}|{originals.rate}|{originals.kind}|{originals.nip}"


def id_in(cell: str) -> str:
    """Return the id of the row's draft.

    Raises: InvalidFieldError.
    """
    match = _ID.fullmatch(cell)
    if match is None:
        raise InvalidFieldError(ID, f"„{shown(cell)}” to nie identyfikator z pliku {FILE_NAME} (szkic-…).")
    return match[1]


def version_in(cell: str) -> int:
    """Return the version of the draft that the row was made from.

    Raises: InvalidFieldError.
    """
    match = _VERSION.fullmatch(cell.partition("|")[0].strip())
    if match is None:
        raise InvalidFieldError(VERSION, f"„{shown(cell)}” to nie wersja z pliku {FILE_NAME}. Nie zmieniaj jej.")
    return int(match[1])


def originals_in(cell: str) -> Originals | None:
    """Return the original values of the row's cells; None if a person wrote a bare version."""
    parts = [part.strip() for part in cell.split("|")]
    if len(parts) != _PARTS:
        return None
    return Originals(rate=parts[1], kind=parts[2], nip=parts[3])
