"""F-52: whatever a file holds, the reports show it as text, in each cell and around the tables."""

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from invoicing.adapters.html import changes_report, import_report
from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome, RowResult, counted
from invoicing.domain.imports.record import (
    AssumedRate,
    Import,
    ImportFailure,
    ImportStatus,
    Outcome,
    TransactionOutcome,
    UsedRate,
)
from invoicing.domain.imports.report import digest_of
from invoicing.domain.problems.problem import Problem, Severity
from invoicing.domain.vat.line import RateSource
from tests.builders import NOW

HEAD = {"html", "head", "meta", "title", "style"}
BODY = {"body", "h1", "h2", "h3", "p", "ul", "li", "b", "strong", "br"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror="x">', "O'Neil & Synowie", "&lt;b&gt;", "{0} %s {title}")
TEXTS = st.sampled_from(HOSTILE) | st.text(alphabet="<>&\"'/={}%;!-bąx 1", min_size=1, max_size=12)
COLUMNS = 12
OUTCOMES = st.sampled_from(Outcome)


class Page(HTMLParser):
    """What a browser makes of a page: its elements, the text of each cell by row, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.rows: list[list[str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
        elif tag == "br":
            self.rows[-1][-1] += "\n"

    def handle_data(self, data):
        self.text += data
        if "td" in self._open:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass


def is_ours(page: Page) -> bool:
    return page.tags <= HEAD | BODY | TABLE and page.attributes <= {"lang", "charset", "name", "content", "class"}


@st.composite
def transactions(draw) -> TransactionOutcome:
    """Return a row whose every text comes from a file."""
    message = draw(TEXTS)
    problem = Problem(code="unpaid", severity=Severity.BLOCKS, message=message, way_out=draw(TEXTS))
    return TransactionOutcome(
        position=1,
        outcome=draw(OUTCOMES),
        order_id=draw(TEXTS),
        reasons=tuple(draw(st.lists(TEXTS, max_size=2))),
        problems=draw(st.sampled_from([(), (problem,)])),
        ordered_on=date(2026, 11, 1),
        buyer_login=draw(TEXTS),
        buyer_name=draw(TEXTS),
        buyer_nip=draw(TEXTS),
        pieces=Decimal(2),
        gross=Decimal("19.99"),
        paid=Decimal("19.99"),
        payment_method=draw(TEXTS),
        number=draw(TEXTS),
        currency=draw(TEXTS),
        rates=(UsedRate(vat_rate="23", source=RateSource.FILE),),
        assumed_rates=(AssumedRate(offer_id=draw(TEXTS), name=draw(TEXTS), vat_rate="23", source=RateSource.DEFAULT),),
    )


@given(transactions(), TEXTS)
def test_every_text_of_a_row_is_a_cell_s_text_in_the_report_of_an_import(row, told):
    record = Import(
        id="i-1",
        seller_id="lipa",
        status=ImportStatus.FAILED,
        file_name=told,
        same_as=told,
        unknown_fields=(told,),
        notices=(told,),
        error=ImportFailure(code="x", message=told),
        created_at=NOW,
    )
    page = Page(import_report.html_of(record, digest_of([row])))

    assert is_ours(page)
    assert page.text.count(told) >= 6, "the title twice, the same file, a notice, the failure, an unknown field"
    [shown] = [cells for cells in page.rows if len(cells) == COLUMNS]
    assert shown[:5] == ["1", row.order_id, "01.11.2026", row.buyer_login, f"{row.buyer_name}\nNIP {row.buyer_nip}"]
    assert shown[6].endswith(row.currency)
    assert shown[8] == row.payment_method
    assert f"({row.number})" in shown[10]
    is_grouped = row.problems and row.outcome in (Outcome.DRAFTED, Outcome.UPDATED, Outcome.MERGED)
    assert shown[11] == "\n".join([row.problems[0].message] if is_grouped else row.reasons)
    [assumed] = row.assumed_rates
    assert [assumed.offer_id, assumed.name] in [cells[:2] for cells in page.rows]


@given(TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from(RowResult), TEXTS)
def test_every_text_of_a_row_is_a_cell_s_text_in_the_report_of_changes(text, lines, result, told):
    row = RowOutcome(line=7, result=result, order_id=text, buyer=told, told=tuple(lines))
    error = ImportFailure(code="x", message=told)
    run = ChangeRun(id=told, seller_id="lipa", file_name=told, created_at=NOW, counts=counted([row]), error=error)
    page = Page(changes_report.html_of(run, [row]))

    assert is_ours(page)
    assert page.rows == [[], ["7", text, told, "\n".join(lines)]]
    assert page.text.count(told) >= 4


def test_both_reports_look_the_same():
    record = Import(id="i-1", seller_id="lipa", status=ImportStatus.DONE, created_at=NOW)
    run = ChangeRun(id="c-1", seller_id="lipa", file_name="a.csv", created_at=NOW)
    styles = {
        page.partition("<style>")[2].partition("</style>")[0]
        for page in (import_report.html_of(record, digest_of([])), changes_report.html_of(run, []))
    }
    assert len(styles) == 1
    assert '"Segoe UI"' in styles.pop(), "a style sheet is not escaped"
