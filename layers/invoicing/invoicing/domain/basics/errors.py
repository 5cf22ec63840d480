"""Everything that can be refused, each with a code that clients may rely on.

    InvoicingError
    +-- NotFoundError            There is no such thing for this seller (another seller's counts as none).
    +-- InvalidFieldError        A value cannot be taken; says which field and why.
    |   +-- FutureIssueDateError Nothing is issued with a date that has not come yet (KSeF refuses it too).
    +-- HeldError                The document has problems that hold it; carries them.
    +-- AlreadyIssuedError       Someone tried to change an issued document.
    +-- NotADraftError           The document was discarded; it must be restored first.
    +-- NotIssuedError           Only an issued document has a PDF and can be e-mailed.
    +-- StaleVersionError        The draft has a newer version than the one that the change is about.
    +-- VersionRequiredError     An edit came without the version that it is about.
    +-- NothingLeftError         Everything on the document has been taken back.
    +-- ConflictError            The request does not fit the current state; the code says how.
    +-- ReusedKeyError           A caller used one `Idempotency-Key` for two different requests.
    +-- InvalidCursorError       A list cannot go on where it never stopped.
    +-- ForeignCursorError       The cursor belongs to another list, or to this one with another filter.
    +-- PdfNotReadyError         The document is issued and its PDF is being made.
    +-- TryLaterError            Too many at the same moment; repeating is safe.
    +-- UnreadableFileError      The upload cannot be read as a sales file; `code` says what it is instead.

`title` and `detail` are Polish: sellers read them.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, Protocol


class Reason(Protocol):
    """One named reason for a refusal, as `domain.problems.problem.Problem` is."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...


class InvoicingError(Exception):
    """A refusal that a person can understand."""

    code = "error"
    title = "Nie udało się."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title


class NotFoundError(InvoicingError):
    """There is no such thing for this seller (another seller's counts as none)."""

    code = "not_found"
    title = "Nie ma takiego dokumentu."


class InvalidFieldError(InvoicingError):
    """A value cannot be taken; says which field and why."""

    code = "validation"
    title = "Popraw dane."

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"Popraw pole {field}: {reason}")
        self.field = field
        self.reason = reason


class FutureIssueDateError(InvalidFieldError):
    """Nothing is issued with a date that has not come yet (KSeF refuses it too)."""

    code = "issue_date_in_future"

    def __init__(self) -> None:
        super().__init__("issue_date", "data wystawienia z przyszłości.")


class HeldError(InvoicingError):
    """The document has problems that hold it; carries them."""

    code = "held"

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.title = f"Nie wystawiono: powody ({len(reasons)})."
        super().__init__(" ".join(reason.message for reason in reasons))
        self.reasons = tuple(reasons)


class AlreadyIssuedError(InvoicingError):
    """Someone tried to change an issued document."""

    code = "already_issued"
    title = "Dokument jest już wystawiony i się nie zmienia. Wystaw korektę."


class NotADraftError(InvoicingError):
    """The document was discarded; it must be restored first."""

    code = "not_a_draft"
    title = "Szkic jest odrzucony. Przywróć go, żeby go zmienić lub wystawić."


class NotIssuedError(InvoicingError):
    """Only an issued document has a PDF and can be e-mailed."""

    code = "not_issued"
    title = "Dokument nie jest jeszcze wystawiony."


class StaleVersionError(InvoicingError):
    """The draft has a newer version than the one that the change is about."""

    code = "stale_version"
    title = "Ktoś zmienił ten szkic w międzyczasie – odśwież."


class VersionRequiredError(InvoicingError):
    """An edit came without the version that it is about."""

    code = "version_required"
    title = "Podaj wersję szkicu w nagłówku If-Match (jest w ETag)."


class NothingLeftError(InvoicingError):
    """Everything on the document has been taken back."""

    code = "nothing_left_to_correct"
    title = "Wszystko na tym dokumencie zostało już skorygowane do zera."


class Conflict(StrEnum):
    """Every code of a `ConflictError`, with what it means to a caller of the API."""

    meaning: str

    def __new__(cls, code: str, meaning: str) -> "Conflict":
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

    ALREADY_REPLACED = "already_replaced", "Another document has taken the place of this one."
    ALREADY_RESOLVED = (
        "already_resolved",
        "The draft is closed: issued elsewhere, or not needed. Restore it to change that.",
    )
    MAIL_NOT_IN_DOUBT = (
        "mail_not_in_doubt",
        "Only a mail of which it is not known whether it went out can be settled.",
    )
    MAILS_BRAKED = (
        "mails_braked",
        "Too many of the last mails bounced. Mend the addresses, or insist with `despite_bounces`.",
    )
    NOTHING_TO_PRINT = "nothing_to_print", "No issued document with a PDF matches the filter; only jobs end with it."
    NUMBER_TAKEN = "number_taken", "The series is further already; it cannot go back."
    NUMBER_USED = (
        "number_used",
        "The next number stands on another document already. Move the series forward (`POST /numbers`).",
    )
    SENDER_NOT_CONFIRMED = (
        "sender_not_confirmed",
        "Allegro's addresses take mails from a confirmed sender only (`mail.allegro_sender`).",
    )


class ConflictError(InvoicingError):
    """The request does not fit the current state; the code says how."""

    title = "Tego nie da się teraz zrobić."

    def __init__(self, code: Conflict, detail: str) -> None:
        super().__init__(detail)
        self.code = code.value


class ReusedKeyError(InvoicingError):
    """A caller used one `Idempotency-Key` for two different requests."""

    code = "idempotency_conflict"
    title = "Ten sam klucz użyty z inną treścią."


class InvalidCursorError(InvoicingError):
    """A list cannot go on where it never stopped."""

    code = "cursor_invalid"
    title = "Nie rozumiem kursora – zacznij listę od początku."


class ForeignCursorError(InvoicingError):
    """The cursor belongs to another list, or to this one with another filter."""

    code = "cursor_of_another_list"
    title = "Kursor należy do innej listy albo do innego filtra – zacznij listę od początku."


class PdfNotReadyError(InvoicingError):
    """The document is issued and its PDF is being made."""

    code = "pdf_not_ready"
    title = "PDF właśnie powstaje – spróbuj za chwilę."


class TryLaterError(InvoicingError):
    """Too many at the same moment; repeating is safe."""

    code = "try_later"
    title = "Zbyt wiele czynności naraz. Spróbuj za chwilę – powtórzenie niczego nie zdubluje."


FileFault = Literal[
    "archive_file",
    "billing_report",
    "binary_file",
    "column_twice",
    "csv_broken",
    "empty_file",
    "encoding_broken",
    "encoding_unclear",
    "encoding_unknown",
    "file_too_large",
    "html_page",
    "image_file",
    "not_a_table",
    "not_json",
    "not_xml",
    "offers_file",
    "payments_report",
    "pdf_file",
    "record_too_large",
    "spreadsheet_file",
    "too_deep",
    "too_large",
    "too_many_fields",
    "too_many_rows",
    "too_many_transactions",
    "unknown_file",
    "unknown_folder",
    "unknown_seller",
    "xml_dtd",
]
"""Every code of an `UnreadableFileError`: why a file could not be read, as its import or its report says."""


class UnreadableFileError(InvoicingError):
    """The upload cannot be read as a sales file; `code` says what it is instead."""

    code: FileFault
    title = "Nie wczytano pliku."

    def __init__(self, code: FileFault, detail: str) -> None:
        super().__init__(detail)
        self.code = code
