"""Decide about a draft: resolve a problem, mark as issued elsewhere or not needed, discard, restore."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import AlreadyIssuedError, Conflict, ConflictError, InvalidFieldError
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Decision, Document, Ksef, Reference, Resolution, Status, ensure_draft
from invoicing.domain.documents.history import What
from invoicing.domain.documents.ksef import channel_of
from invoicing.domain.problems.catalogue.buyer import MPP_UNDECIDED
from invoicing.domain.problems.catalogue.sale import MERGED_ORDER
from invoicing.domain.problems.decisions import decided
from invoicing.domain.problems.effects import Background
from invoicing.domain.problems.preflight import find_problems
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.memory import NO_RULES, RateBook, joined, learned_annex15
from invoicing.services.documents.ports import Stored
from invoicing.services.documents.sale_facts import sale_of
from invoicing.services.drafts.change import ChangeDeps, Step, ensure_version, settled, store_change


def decide(seller_id: str, document_id: str, code: str, choice: str, deps: ChangeDeps) -> Stored:
    """Return the draft after a decision about one of its problems; a problem that it does not have is refused.

    Raises: AlreadyIssuedError, InvalidFieldError, NotADraftError, NotFoundError, StaleVersionError, TryLaterError.
    """
    stored = deps.documents.get(seller_id, document_id)
    ensure_draft(stored.document)
    settings = deps.sellers.get(seller_id)
    change = decision_about(stored, code, choice, settings, deps)
    step = Step(What.DECIDED, change, f"{code}: {choice}", partial(annex15_learned, seller_id, (code,), deps))
    return store_change(stored, step, settings, deps)


def decision_about(
    stored: Stored, code: str, choice: str, settings: SellerSettings, deps: ChangeDeps
) -> Callable[[Document], Document]:
    """Return the change that a decision makes; the change itself raises InvalidFieldError without the problem.

    Raises: InvalidFieldError, NotFoundError.
    """
    background = _background(stored, code, settings, deps)
    decision = Decision(code=code, choice=choice, by=deps.by, at=deps.clock())

    def change(before: Document) -> Document:
        _ensure_asked(before, code, settings, deps)
        return settled(before, decided(before, decision, background), settings)

    return change


def annex15_learned(
    seller_id: str, codes: Collection[str], deps: ChangeDeps, after: Document, rates: RateBook = NO_RULES
) -> RateBook:
    """Return `rates` plus the annex 15 answers that these decisions give: they are asked once per offer."""
    if MPP_UNDECIDED.code not in codes:
        return rates
    known = joined(deps.rules.book(seller_id), rates)
    return joined(rates, learned_annex15(after.lines, known))


def _ensure_asked(draft: Document, code: str, settings: SellerSettings, deps: ChangeDeps) -> None:
    today = warsaw_date(deps.clock())
    codes = {problem.code for problem in find_problems(draft, settings, deps.checks, today)}
    if code not in codes | {decision.code for decision in draft.decisions}:
        raise InvalidFieldError("code", f"ten szkic nie ma problemu „{code}”.")


def _background(stored: Stored, code: str, settings: SellerSettings, deps: ChangeDeps) -> Background:
    merged = (question for question in stored.document.questions if question.code == code == MERGED_ORDER.code)
    others = [other for question in merged for other in question.documents]
    held = [line for other in others for line in deps.documents.get(settings.id, other).document.lines]
    return Background(
        sale=sale_of(settings.id, stored, deps.documents),
        held_lines=frozenset(line.id for line in held if not line.is_delivery),
        held_delivery=sum((line.gross for line in held if line.is_delivery), ZERO),
        own_rate=settings.rate_by_default,
    )


def mark_issued_elsewhere(
    seller_id: str,
    document_id: str,
    number: str,
    ksef_number: str | None,
    deps: ChangeDeps,
    version: int | None = None,
) -> Stored:
    """Close the draft: another program issued it, under this number. Later imports do not reopen it.

    Raises: AlreadyIssuedError, ConflictError, InvalidFieldError, NotFoundError, StaleVersionError, TryLaterError.
    """
    number = " ".join(number.split())
    if not number:
        raise InvalidFieldError("number", "podaj numer, pod którym wystawił go inny program.")

    def change(before: Document) -> Document:
        elsewhere = Reference(id="", number=number, kind=before.kind, ksef_number=ksef_number)
        ksef = Ksef(channel=channel_of(before), number=ksef_number) if ksef_number else before.ksef
        return replace(
            before, status=Status.DISCARDED, resolution=Resolution.ISSUED_ELSEWHERE, elsewhere=elsewhere, ksef=ksef
        )

    elsewhere = deps.documents.get(seller_id, document_id).document.elsewhere
    if elsewhere is not None and (elsewhere.number, elsewhere.ksef_number) != (number, ksef_number):
        raise already_resolved()
    note = f"oznaczono jako wystawiony w innym programie: {number}"
    return _put_away(
        seller_id, document_id, Step(What.DISCARDED, change, note), Resolution.ISSUED_ELSEWHERE, deps, version
    )


def mark_not_needed(seller_id: str, document_id: str, deps: ChangeDeps, version: int | None = None) -> Stored:
    """Close the draft: its sale needs no document.

    Raises: AlreadyIssuedError, ConflictError, InvalidFieldError, NotFoundError, StaleVersionError, TryLaterError.
    """

    def change(before: Document) -> Document:
        return replace(before, status=Status.DISCARDED, resolution=Resolution.NOT_NEEDED)

    step = Step(What.DISCARDED, change, "dokument niepotrzebny")
    return _put_away(seller_id, document_id, step, Resolution.NOT_NEEDED, deps, version)


def discard(seller_id: str, document_id: str, deps: ChangeDeps, version: int | None = None) -> Stored:
    """Discard the draft; it is kept and can be restored. `version`, if given, is the one the caller saw.

    Raises: AlreadyIssuedError, ConflictError, InvalidFieldError, NotFoundError, StaleVersionError, TryLaterError.
    """

    def change(before: Document) -> Document:
        return replace(before, status=Status.DISCARDED)

    return _put_away(seller_id, document_id, Step(What.DISCARDED, change), None, deps, version)


def restore(seller_id: str, document_id: str, deps: ChangeDeps) -> Stored:
    """Return a discarded document as a draft again; a draft stays as it is.

    Raises: AlreadyIssuedError, InvalidFieldError, NotFoundError, StaleVersionError, TryLaterError.
    """
    stored = deps.documents.get(seller_id, document_id)
    if stored.document.status is Status.ISSUED:
        raise AlreadyIssuedError
    if stored.document.status is Status.DRAFT:
        return stored

    def change(before: Document) -> Document:
        return replace(before, status=Status.DRAFT, resolution=None, elsewhere=None, ksef=None)

    return store_change(stored, Step(What.RESTORED, change), deps.sellers.get(seller_id), deps)


def already_resolved() -> ConflictError:
    """Return the refusal to close a draft that was already closed in another way."""
    return ConflictError(Conflict.ALREADY_RESOLVED, "Ten szkic jest już zamknięty. Przywróć go, żeby zmienić decyzję.")


def _put_away(
    seller_id: str,
    document_id: str,
    step: Step,
    resolution: Resolution | None,
    deps: ChangeDeps,
    version: int | None,
) -> Stored:
    stored = deps.documents.get(seller_id, document_id)
    document = stored.document
    if document.status is Status.ISSUED:
        raise AlreadyIssuedError
    if document.status is Status.DISCARDED and document.resolution is resolution:
        return stored
    if document.status is Status.DISCARDED and document.resolution is not None:
        raise already_resolved()
    ensure_version(stored, version)
    return store_change(stored, step, deps.sellers.get(seller_id), deps)
