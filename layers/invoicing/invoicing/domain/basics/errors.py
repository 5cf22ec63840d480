"""All refusals, each with a code that clients may rely on.

    InvoicingError
    +-- NotFoundError            This seller has no such thing (another seller's does not count).
    +-- InvalidFieldError        A value is not accepted; names the field and the reason.
    |   +-- FutureIssueDateError An issue date is never in the future (KSeF refuses it too).
    +-- HeldError                Problems hold the document; carries them.
    +-- AlreadyIssuedError       An issued document cannot be changed.
    +-- NotADraftError           The document was discarded and must be restored first.
    +-- NotIssuedError           Only an issued document has a PDF and can be e-mailed.
    +-- StaleVersionError        The draft has changed since the version that the change is based on.
    +-- VersionRequiredError     An edit came without the version that it is based on.
    +-- NothingLeftError         Everything on the document has been corrected to zero.
    +-- ConflictError            The request conflicts with the current state; the code says how.
    +-- ReusedKeyError           One `Idempotency-Key` was used for two different requests.
    +-- InvalidCursorError       The cursor is not one that a list has returned.
    +-- ForeignCursorError       The cursor belongs to another list or another filter.
    +-- PdfNotReadyError         The document is issued, but its PDF is still being made.
    +-- TryLaterError            Too many concurrent operations; retrying is safe.
    +-- UnreadableFileError      The upload cannot be read as a sales file; `code` says why.

`title` and `detail` are Polish: sellers read them.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, Protocol


class Reason(Protocol):
    """A named reason for a refusal, such as `domain.problems.problem.Problem`."""

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
    """This seller has no such thing (another seller's does not count)."""

    code = "not_found"
    title = "Nie ma takiego dokumentu."


class InvalidFieldError(InvoicingError):
    """A value is not accepted; names the field and the reason."""

    code = "validation"
    title = "Popraw dane."

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"Popraw pole {field}: {reason}")
        self.field = field
        self.reason = reason


class FutureIssueDateError(InvalidFieldError):
    """An issue date is never in the future (KSeF refuses it too)."""

    code = "issue_date_in_future"

    def __init__(self) -> None:
        super().__init__("issue_date", "data wystawienia z przyszłości.")


class HeldError(InvoicingError):
    """Problems hold the document; carries them."""

    code = "held"

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.title = f"Nie wystawiono: powody ({len(reasons)})."
        super().__init__(" ".join(reason.message for reason in reasons))
        self.reasons = tuple(reasons)


class AlreadyIssuedError(InvoicingError):
    """An issued document cannot be changed."""

    code = "already_issued"
    title = "Dokument jest już wystawiony i się nie zmienia. Wystaw korektę."


class NotADraftError(InvoicingError):
    """The document was discarded and must be restored first."""

    code = "not_a_draft"
    title = "Szkic jest odrzucony. Przywróć go, żeby go zmienić lub wystawić."


class NotIssuedError(InvoicingError):
    """Only an issued document has a PDF and can be e-mailed."""

    code = "not_issued"
    title = "Dokument nie jest jeszcze wystawiony."


class StaleVersionError(InvoicingError):
    """The draft has changed since the version that the change is based on."""

    code = "stale_version"
    title = "Ktoś zmienił ten szkic w międzyczasie – odśwież."


class VersionRequiredError(InvoicingError):
    """An edit came without the version that it is based on."""

    code = "version_required"
    title = "Podaj wersję szkicu w nagłówku If-Match (jest w ETag)."


class NothingLeftError(InvoicingError):
    """Everything on the document has been corrected to zero."""

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

    ALREADY_REPLACED = "already_replaced", "Another document has replaced this one."
    ALREADY_RESOLVED = (
        "already_resolved",
        "The draft is closed: issued elsewhere or not needed. Restore it to change that.",
    )
    MAIL_NOT_IN_DOUBT = (
        "mail_not_in_doubt",
        "Only a mail that may or may not have gone out can be settled.",
    )
    MAILS_BRAKED = (
        "mails_braked",
        "Too many recent mails bounced. Fix the addresses, or insist with `despite_bounces`.",
    )
    NOTHING_TO_PRINT = "nothing_to_print", "No issued document with a PDF matches the filter; only jobs end with it."
    NUMBER_TAKEN = "number_taken", "The series is already past this number; it cannot go back."
    NUMBER_USED = (
        "number_used",
        "The next number is already on another document. Move the series forward (`POST /numbers`).",
    )
    SENDER_NOT_CONFIRMED = (
        "sender_not_confirmed",
        "Allegro's addresses accept mails only from a confirmed sender (`mail.allegro_sender`).",
    )


class ConflictError(InvoicingError):
    """The request conflicts with the current state; the code says how."""

    title = "Tego nie da się teraz zrobić."

    def __init__(self, code: Conflict, detail: str) -> None:
        super().__init__(detail)
        self.code = code.value


class ReusedKeyError(InvoicingError):
    """One `Idempotency-Key` was used for two different requests."""

    code = "idempotency_conflict"
    title = "Ten sam klucz użyty z inną treścią."


class InvalidCursorError(InvoicingError):
    """The cursor is not one that a list has returned."""

    code = "cursor_invalid"
    title = "Nie rozumiem kursora – zacznij listę od początku."


class ForeignCursorError(InvoicingError):
    """The cursor belongs to another list or another filter."""

    code = "cursor_of_another_list"
    title = "Kursor należy do innej listy albo do innego filtra – zacznij listę od początku."


class PdfNotReadyError(InvoicingError):
    """The document is issued, but its PDF is still being made."""

    code = "pdf_not_ready"
    title = "PDF właśnie powstaje – spróbuj za chwilę."


class TryLaterError(InvoicingError):
    """Too many concurrent operations; retrying is safe."""

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
"""Every code of an `UnreadableFileError`: why a file could not be read, as shown in its import or report."""


class UnreadableFileError(InvoicingError):
    """The upload cannot be read as a sales file; `code` says why."""

    code: FileFault
    title = "Nie wczytano pliku."

    def __init__(self, code: FileFault, detail: str) -> None:
        super().__init__(detail)
        self.code = code
