"""Importing a file: which sales become drafts, what is told of each, and that repeating changes nothing."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.adapters.table.drafts import fingerprint
from invoicing.domain.basics.errors import TryLaterError, UnreadableFileError
from invoicing.domain.documents.document import Document, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.imports.record import Import, ImportStatus, Outcome
from invoicing.domain.imports.upload_keys import parse_upload_key
from invoicing.domain.sales.sale import CANCELLED, Rejected, Sale, SaleLine
from invoicing.domain.vat.line import RateSource
from invoicing.domain.vat.memory import RateBook, VatRule
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts.copy_as_kind import NewDraftDeps
from invoicing.services.drafts.edit_fields import edit_draft
from invoicing.services.imports import read_file as importing
from invoicing.services.imports.ports import Uploaded
from invoicing.services.imports.read_file import ImportDeps, Resume, import_slice
from invoicing.services.issuing.issue_one import IssueDeps, issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import CHECKS, NOW, a_line, a_sale, a_seller
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments, InMemoryRules
from tests.fakes.imports import InMemoryImports, InMemoryReports, ListedSales
from tests.fakes.sellers import InMemorySellers

FROM_THE_START = Resume()


@dataclass
class Shop:
    """A seller who uploads files."""

    documents: InMemoryDocuments = field(default_factory=InMemoryDocuments)
    sellers: InMemorySellers = field(default_factory=lambda: InMemorySellers({"lipa": a_seller()}))
    imports: InMemoryImports = field(default_factory=InMemoryImports)
    reports: InMemoryReports = field(default_factory=InMemoryReports)
    rules: InMemoryRules = field(default_factory=InMemoryRules)
    clock: FakeClock = field(default_factory=FakeClock)
    uploads: int = 0

    def __post_init__(self):
        self.documents.rules = self.rules

    def upload(self, *sales: Sale | Rejected, again: bool = False, key="uploads/lipa/a.xml", file=None) -> Import:
        """Import a file with these sales to its end; `again` delivers the last event once more."""
        self.uploads += not again
        numbered = [replace(sale, position=position) for position, sale in enumerate(sales, start=1)]
        resume: Resume | None = FROM_THE_START
        while resume is not None:
            resume = self.slice(file or ListedSales(numbered), resume, key)
        return self.reports.finished[-1]

    def slice(self, file, resume: Resume = FROM_THE_START, key="uploads/lipa/a.xml", may_go_on=True) -> Resume | None:
        place = parse_upload_key(key)
        assert place is not None
        etag = f"e-{self.uploads}"
        content = repr(file).encode()
        digest = hashlib.sha256(content).hexdigest()
        uploaded = Uploaded(key=key, etag=etag, at=self.clock.at, digest=digest, content=BytesIO(content))
        return import_slice(place, uploaded, resume, self.deps(file, may_go_on=may_go_on))

    def deps(self, file, *, may_go_on=True) -> ImportDeps:
        return ImportDeps(
            sellers=self.sellers,
            rules=self.rules,
            drafts=self.documents,
            imports=self.imports,
            reports=self.reports,
            open_sales=lambda _: file,
            making=self.making(),
            fingerprint=fingerprint,
            clock=self.clock,
            wait=self.clock.wait,
            may_go_on=lambda: may_go_on,
        )

    def making(self) -> NewDraftDeps:
        return NewDraftDeps(documents=self.documents, sellers=self.sellers, checks=CHECKS, clock=self.clock)

    def outcomes(self, *sales, **where) -> list[Outcome]:
        return [row.outcome for row in self.rows(*sales, **where)]

    def rows(self, *sales, **where):
        return self.reports.rows(self.upload(*sales, **where).id)

    def drafts(self) -> list[Document]:
        return [stored.document for stored in self.documents.items.values()]

    def draft(self, order_id: str) -> Document:
        return next(draft for draft in self.drafts() if draft.order and draft.order.id == order_id)

    def issue(self, order_id: str) -> None:
        deps = IssueDeps(
            documents=self.documents,
            sellers=self.sellers,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
        )
        issue_document("lipa", self.draft(order_id).id, IssueRequest(), deps)

    def edit(self, order_id: str, **changes) -> None:
        deps = ChangeDeps(
            documents=self.documents,
            sellers=self.sellers,
            rules=self.rules,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
            by="anna",
        )
        draft = self.draft(order_id)
        edit_draft("lipa", draft.id, changes, version=draft.version, deps=deps)


def test_each_transaction_becomes_one_draft_and_nothing_is_issued():
    shop = Shop()
    record = shop.upload(a_sale(1), a_sale(2), a_sale(3))

    assert (record.status, record.counts["drafted"], record.read) == (ImportStatus.DONE, 3, 3)
    assert {draft.status for draft in shop.drafts()} == {Status.DRAFT}
    assert len(shop.drafts()) == 3


def test_the_same_sales_again_draft_nothing():
    shop = Shop()
    shop.upload(a_sale(1), a_sale(2))
    before = shop.drafts()

    assert shop.outcomes(a_sale(2), a_sale(1)) == [Outcome.ALREADY_DRAFTED] * 2
    assert shop.drafts() == before


def test_the_same_event_twice_changes_nothing_and_the_report_stays_right():
    shop = Shop()
    first = shop.upload(a_sale(1), a_sale(2))
    assert shop.slice(ListedSales([a_sale(1), a_sale(2)])) is None

    assert shop.reports.finished == [first]
    assert len(shop.drafts()) == 2


def test_a_reading_that_died_before_its_report_counts_the_same_when_it_runs_again():
    shop = Shop()
    shop.uploads = 1
    sales = [a_sale(1), a_sale(2), a_sale(1, position=3)]

    class Dying(InMemoryReports):
        def finish(self, record):
            raise ConnectionError

    good, shop.reports = shop.reports, Dying()
    with pytest.raises(ConnectionError):
        shop.slice(ListedSales(sales))
    shop.reports = good
    shop.slice(ListedSales(sales))

    record = shop.reports.finished[-1]
    assert (record.counts["drafted"], record.counts["already_drafted"]) == (2, 1)
    assert len(shop.drafts()) == 2


def test_one_sale_twice_in_one_file_is_one_draft():
    assert Shop().outcomes(a_sale(1), a_sale(1)) == [Outcome.DRAFTED, Outcome.ALREADY_DRAFTED]


def test_a_long_file_is_read_in_slices_that_may_each_run_twice(monkeypatch):
    monkeypatch.setattr(importing, "PART", 10)
    shop = Shop(uploads=1)
    file = ListedSales([a_sale(n) for n in range(1, 36)], expected=35)
    resume: Resume | None = FROM_THE_START
    steps = 0
    while resume is not None:
        shop.slice(file, resume, may_go_on=False)
        resume = shop.slice(file, resume, may_go_on=False)
        steps += 1

    record = shop.reports.finished[-1]
    assert steps == 4
    assert (record.counts["drafted"], record.read, record.expected) == (35, 35, 35)
    assert [row.position for row in shop.reports.rows(record.id)] == list(range(1, 36))
    assert len(shop.drafts()) == 35


def test_progress_is_told_while_a_file_is_read(monkeypatch):
    monkeypatch.setattr(importing, "PART", 10)
    shop = Shop(uploads=1)
    shop.slice(ListedSales([a_sale(n) for n in range(1, 36)], expected=35), may_go_on=False)

    [record] = shop.imports.items.values()
    assert (record.status, record.read, record.expected) == (ImportStatus.READING, 10, 35)
    assert record.counts["drafted"] == 10


def test_a_cancelled_order_that_was_never_drafted_is_no_draft():
    shop = Shop()
    assert shop.outcomes(a_sale(1, status=CANCELLED), a_sale(2)) == [Outcome.CANCELLED, Outcome.DRAFTED]
    assert len(shop.drafts()) == 1


@pytest.mark.parametrize("is_edited", [False, True])
def test_an_order_cancelled_after_it_was_drafted_blocks_its_draft_edited_or_not(is_edited):
    """F-27."""
    shop = Shop()
    shop.upload(a_sale(1))
    if is_edited:
        shop.edit("order-1", notes="prezent")

    [row] = shop.rows(a_sale(1, status=CANCELLED))

    assert row.outcome is Outcome.UPDATED
    assert [problem.code for problem in row.problems] == ["cancelled"]
    assert shop.draft("order-1").notes == ("prezent" if is_edited else "")


def test_an_order_cancelled_after_its_document_was_issued_asks_for_a_correction():
    shop = Shop()
    shop.upload(a_sale(1))
    shop.issue("order-1")

    [row] = shop.rows(a_sale(1, status=CANCELLED))

    assert (row.outcome, row.number) == (Outcome.ALREADY_ISSUED, "AL 1/11/2026")
    assert "korekta" in row.reasons[0]


def test_a_newer_file_refreshes_a_draft_that_nobody_has_edited():
    shop = Shop()
    shop.upload(a_sale(1, status="NEW", paid=None))
    shop.upload(a_sale(1, status="SENT", paid=Decimal("19.99"), delivery=Decimal("0.00")))

    draft = shop.draft("order-1")
    assert (draft.paid, draft.version) == (Decimal("19.99"), 2)
    assert shop.documents.items["lipa", draft.id].summary.problems == ()


def test_an_edited_draft_and_an_issued_document_keep_every_field():
    shop = Shop()
    shop.upload(a_sale(1), a_sale(2))
    shop.edit("order-1", lines=(a_line("Poprawiony", "19.99"),))
    shop.issue("order-2")
    before = shop.drafts()

    outcomes = shop.outcomes(a_sale(1, total=Decimal("99.00")), a_sale(2, total=Decimal("99.00")))

    assert outcomes == [Outcome.ALREADY_DRAFTED, Outcome.ALREADY_ISSUED]
    assert shop.drafts() == before


def test_a_discarded_draft_stays_discarded():
    shop = Shop()
    shop.upload(a_sale(1))
    key, stored = next(iter(shop.documents.items.items()))
    discarded = replace(stored.document, status=Status.DISCARDED)
    summary = replace(stored.summary, status=Status.DISCARDED)
    shop.documents.items[key] = replace(stored, document=discarded, summary=summary)

    assert shop.outcomes(a_sale(1, total=Decimal("99.00"))) == [Outcome.DISCARDED]


def lines(*ids: str) -> tuple[SaleLine, ...]:
    return tuple(SaleLine(id=name, name=name, quantity=Decimal(1), price=Decimal("10.00")) for name in ids)


def test_a_jointly_paid_order_with_lines_issued_already_waits_for_a_decision():
    """F-22."""
    shop = Shop()
    shop.upload(a_sale(1, lines=lines("a")), a_sale(2, lines=lines("b")))
    shop.edit("order-1", paid=Decimal("10.00"), lines=(a_line("a", "10.00", id="a"),))
    first = shop.draft("order-1")
    shop.documents.items["lipa", first.id] = replace(
        shop.documents.items["lipa", first.id],
        document=replace(first, status=Status.ISSUED, number="AL 1/11/2026"),
    )

    [row] = shop.rows(a_sale(3, lines=lines("a", "b", "c")))

    assert row.outcome is Outcome.MERGED
    [problem] = [problem for problem in row.problems if problem.code == "merged_order"]
    assert "AL 1/11/2026" in problem.message
    assert "szkic zamówienia order-2" in problem.message
    assert [q.code for q in shop.draft("order-2").questions] == ["merged_order"]
    assert shop.draft("order-1").questions == ()


def never(*_):
    return False


@pytest.mark.parametrize(
    ("write", "before", "sale"),
    [
        ("refresh", a_sale(1), a_sale(1, total=Decimal("29.98"))),
        ("add_sharing", a_sale(1, lines=lines("a")), a_sale(2, lines=lines("a", "b"))),
        ("add_after_cancellation", a_sale(1, status=CANCELLED), a_sale(1)),
    ],
)
def test_what_loses_every_race_is_not_told_as_done_or_known(write, before, sale, monkeypatch):
    """The message comes again; a sale told of without a draft, or with an old one, would be lost."""
    shop = Shop()
    shop.upload(before)
    monkeypatch.setattr(InMemoryDocuments, write, never)
    with pytest.raises(TryLaterError):
        shop.rows(sale)


def test_a_bad_transaction_is_told_with_its_reason_and_the_good_ones_are_drafted():
    """F-31, F-32."""
    bad = Rejected(position=2, order_id="order-2", code="amount_invalid", reason="nie rozumiem liczby w polu Price.")
    rows = Shop().rows(a_sale(1), bad, a_sale(3))

    assert [row.outcome for row in rows] == [Outcome.DRAFTED, Outcome.REJECTED, Outcome.DRAFTED]
    assert (rows[1].position, rows[1].order_id) == (2, "order-2")
    assert "Price" in rows[1].reasons[0]


class Broken(ListedSales):
    """A file that breaks off after its sales."""

    def sales(self, after: int = 0) -> Iterator[Sale | Rejected]:
        yield from super().sales(after)
        raise UnreadableFileError("not_xml", "Plik się urywa.")


def test_a_file_that_breaks_off_says_so_and_keeps_what_was_read():
    shop = Shop()
    record = shop.upload(file=Broken([a_sale(1), a_sale(2)]))

    assert (record.status, record.read) == (ImportStatus.FAILED, 2)
    assert record.error is not None
    assert record.error.code == "not_xml"
    assert len(shop.drafts()) == 2


def test_a_file_that_cannot_be_opened_gets_a_report_too():
    """F-30."""

    class Refused:
        @property
        def expected(self):
            raise UnreadableFileError("xml_dtd", "Plik zawiera DTD.")

    record = Shop().upload(file=Refused())
    assert record.status is ImportStatus.FAILED
    assert record.error is not None
    assert record.error.code == "xml_dtd"


def test_the_folder_is_the_kind_and_an_unknown_one_gets_a_report():
    shop = Shop()
    shop.upload(a_sale(1), key="uploads/lipa/receipt/a.xml")
    record = shop.upload(a_sale(2), key="uploads/lipa/rachunki/a.xml")

    assert [draft.kind for draft in shop.drafts()] == [Kind.RECEIPT]
    assert record.error is not None
    assert record.error.code == "unknown_folder"
    assert "rachunki" in record.error.message


def test_a_granted_upload_takes_its_choices_from_the_import():
    shop = Shop()
    record = Import(id="20261124-1", seller_id="lipa", status=ImportStatus.WAITING, created_at=NOW)
    shop.imports.save(replace(record, choices=replace(record.choices, kind="proforma", vat_rate="8")))

    done = shop.upload(a_sale(1), key="uploads/lipa/imports/20261124-1.xml")

    [draft] = shop.drafts()
    assert done.id == "20261124-1"
    assert (draft.kind, draft.lines[0].vat_rate) == (Kind.PROFORMA, "8")


def test_the_same_bytes_again_are_said_to_be_the_same():
    shop = Shop()
    first = shop.upload(a_sale(1))
    second = shop.upload(a_sale(1), key="uploads/lipa/kopia.xml")

    assert (first.same_as, second.same_as) == (None, first.id)


def test_what_is_remembered_of_an_offer_is_its_rate_and_what_is_assumed_is_told():
    shop = Shop(rules=InMemoryRules({"lipa": RateBook(by_offer={"111": VatRule(vat_rate="5")})}))
    other = replace(a_sale().lines[0], id="l-2", offer_id="222", name="Talerz")
    [known, assumed] = shop.rows(a_sale(1), a_sale(2, lines=(other,)))

    assert shop.draft("order-1").lines[0].vat_rate == "5"
    assert known.assumed_rates == ()
    assert [(rate.offer_id, rate.vat_rate) for rate in assumed.assumed_rates] == [("222", "23")]


def test_a_rate_that_a_person_sets_is_remembered_for_later_imports():
    shop = Shop()
    shop.upload(a_sale(1))
    line = shop.draft("order-1").lines[0]
    shop.edit("order-1", lines=(replace(line, vat_rate="8", vat_rate_source=RateSource.USER),))
    shop.upload(a_sale(2))

    assert shop.draft("order-2").lines[0].vat_rate == "8"


def test_sending_lines_back_as_they_were_remembers_nothing():
    shop = Shop()
    shop.upload(a_sale(1))
    line = shop.draft("order-1").lines[0]
    shop.edit("order-1", lines=(replace(line, name="Inna nazwa", vat_rate_source=RateSource.USER),))

    assert shop.rules.books["lipa"] == RateBook()
    assert shop.draft("order-1").lines[0].vat_rate_source == "default"


def test_a_missing_rate_blocks_the_draft_and_says_so():
    shop = Shop()
    shop.sellers.items["lipa"] = a_seller(default_vat_rate=None)

    [row] = shop.rows(a_sale(1))

    assert [problem.code for problem in row.problems] == ["vat_rate_missing"]
    assert "Brak stawki VAT" in row.reasons[0]


def test_an_upload_for_an_unknown_seller_is_reported_where_its_folder_says():
    shop = Shop()
    record = shop.upload(a_sale(1), key="uploads/nikt/a.xml")

    assert (record.seller_id, record.status) == ("nikt", ImportStatus.FAILED)
    assert record.error
    assert record.error.code == "unknown_seller"
    assert "nikt" in record.error.message
    assert shop.drafts() == []
    assert shop.imports.items == {}


def test_a_file_that_is_too_large_is_refused_without_being_read():
    shop = Shop()
    place = parse_upload_key("uploads/lipa/a.xml")
    assert place
    uploaded = Uploaded(key="uploads/lipa/a.xml", etag="e", at=NOW, digest=None, content=BytesIO())
    import_slice(place, uploaded, FROM_THE_START, shop.deps(None))

    [record] = shop.reports.finished
    assert record.error
    assert record.error.code == "too_large"


def comparable(shop: Shop) -> dict[str, Document]:
    """Return the drafts without what tells only when and by which file they were made."""
    epoch = datetime(2000, 1, 1, tzinfo=NOW.tzinfo)
    return {draft.id: replace(draft, version=0, import_id=None, created_at=epoch) for draft in shop.drafts()}


orders = st.integers(1, 4)
versions = st.builds(
    a_sale,
    orders,
    status=st.sampled_from(["NEW", "SENT", "RETURNED", CANCELLED]),
    paid=st.none() | st.sampled_from([Decimal("19.99"), Decimal("10.00")]),
    buyer_login=st.none() | st.just("klient_01"),
    delivery=st.none() | st.sampled_from([Decimal("0.00"), Decimal("8.99")]),
)
joint = st.builds(
    lambda numbers: a_sale(
        90 + sum(numbers),
        lines=tuple(a_sale(number).lines[0] for number in sorted(numbers)),
        order_id="joint-" + "-".join(map(str, sorted(numbers))),
    ),
    st.sets(orders, min_size=2, max_size=3),
)
files = st.lists(st.lists(versions, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=settings().max_examples * 3 // 2)
@given(files, st.randoms())
def test_any_order_and_repetition_of_overlapping_files_ends_in_the_same_drafts(files, random):
    """F-23."""
    shuffled = [list(file) for file in [*files, *files[:2]]]
    random.shuffle(shuffled)
    for file in shuffled:
        random.shuffle(file)
    one, other = Shop(), Shop()
    for file in files:
        one.upload(*file)
    for file in shuffled:
        other.upload(*file)

    assert comparable(one) == comparable(other)


@given(
    st.lists(st.one_of(versions.filter(lambda sale: not sale.is_cancelled), joint), min_size=1, max_size=5),
    st.randoms(),
)
def test_joint_orders_are_asked_about_the_same_whichever_came_first(sales, random):
    shuffled = [*sales, *sales]
    random.shuffle(shuffled)
    one, other = Shop(), Shop()
    for sale in sales:
        one.upload(sale)
    for sale in shuffled:
        other.upload(sale)

    assert comparable(one) == comparable(other)


def test_one_notice_per_file_says_that_mails_to_allegro_are_held():
    """F-54: not one per document; and none once the sender is confirmed."""
    shop, masked = Shop(), replace(a_sale(), buyer=replace(a_sale().buyer, email="a1+b2@allegromail.pl"))
    assert shop.upload(masked).notices == ()

    settings = a_seller()
    shop.sellers.items["lipa"] = replace(settings, mail=replace(settings.mail, allegro_sender=None))
    [notice] = shop.upload(masked, masked).notices
    assert "@allegromail.pl" in notice
    assert shop.upload(replace(masked, buyer=replace(masked.buyer, email="jan@example.com"))).notices == ()
