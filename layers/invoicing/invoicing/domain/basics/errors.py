"""Everything that can be refused, each with a code that clients may rely on.

    InvoicingError
    +-- NotFoundError            there is no such thing for this seller
    +-- InvalidFieldError        a value cannot be taken; names the field
    |   +-- FutureIssueDateError the day of issue has not come yet
    +-- HeldError                a document has problems that hold it
    +-- AlreadyIssuedError       issued documents never change
    +-- NotADraftError           the document is discarded
    +-- StaleVersionError        someone changed the draft in the meantime
    +-- VersionRequiredError     an edit must say which version it is about
    +-- NothingLeftError         a correction left nothing that another could change
    +-- ConflictError            another change came first, or what is asked for is there already
    +-- ReusedKeyError           one Idempotency-Key, two different requests
    +-- InvalidCursorError       a cursor that no list gave
    +-- ForeignCursorError       a cursor of another list, or of the same one with another filter
    +-- PdfNotReadyError         the PDF is still being made
    +-- TryLaterError            the system is busy; repeating is safe
    +-- UnreadableFileError      the upload is not a sales file that we can read

`title` and `detail` are Polish: sellers read them.
"""

from collections.abc import Sequence
from typing import Protocol


class Reason(Protocol):
    """One named reason for a refusal; `domain.problems.Problem` is one."""

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


class ConflictError(InvoicingError):
    """What is asked for does not fit what is there; the code says how."""

    title = "Tego nie da się teraz zrobić."

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


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


class UnreadableFileError(InvoicingError):
    """The upload cannot be read as a sales file; `code` says what it is instead."""

    title = "Nie wczytano pliku."

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
