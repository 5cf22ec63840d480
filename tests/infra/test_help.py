"""The help says what the code does: its copies, its tables and its samples."""

import io
from html import escape

import pytest

from infra.help import fields, texts, words
from infra.help.page import page
from infra.help.plain import plain
from infra.help.problems import problems
from infra.help.sample import examples
from infra.pages import PAGE, PAGES, README
from invoicing.adapters.allegro import open_sales
from invoicing.adapters.allegro.vocabulary.field_names import FIELDS, OTHER
from invoicing.domain.documents.document import KsefChannel, Resolution, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.imports.record import ImportStatus, Outcome
from invoicing.domain.jobs.job import Issued, JobStatus
from invoicing.domain.mails.templates import VARIABLES
from invoicing.domain.problems.catalogue.entry import LEFT_OPEN
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.sales.sale import Sale

ENUMS = {
    "Dokument": Status,
    "Powód zamknięcia szkicu": Resolution,
    "Rodzaj dokumentu": Kind,
    "Import pliku": ImportStatus,
    "Sprzedaż w imporcie": Outcome,
    "E-mail": EmailStatus,
    "Zadanie": JobStatus,
    "Dokument w zadaniu": Issued,
    "KSeF": KsefChannel,
}


@pytest.mark.parametrize(("copy", "made"), [(PAGE, page), (README, plain)], ids=["page", "text"])
def test_the_committed_copy_is_what_the_tables_say(copy, made):
    assert copy.read_bytes().decode() == made(), "write it again with: python3 infra/help"


def test_the_text_opens_in_notepad():
    content = README.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_every_variable_has_a_meaning_and_an_example():
    assert words.VARIABLES.keys() == VARIABLES.keys(), "describe it in infra/help/words.py"
    assert all(examples().values())


def test_every_status_has_a_meaning():
    assert words.STATUSES.keys() == ENUMS.keys()
    for title, kind in ENUMS.items():
        assert words.STATUSES[title].keys() == set(kind), title


def test_every_field_of_the_readers_has_a_meaning():
    assert fields.GROUPS.keys() == FIELDS.keys() - {OTHER}
    for group, (_, meanings) in fields.GROUPS.items():
        assert meanings.keys() == FIELDS[group].keys(), "describe it in infra/help/fields.py"


def test_every_problem_is_shown_with_its_way_out():
    listed, shown = problems(), page()
    assert {problem.code for problem in listed} == set(ENTRIES)
    for problem in listed:
        assert problem.shown_message.strip(LEFT_OPEN), problem.code
        assert problem.shown_way_out or problem.severity == "info", problem.code
        assert f"<code>{problem.code}</code></td><td>{escape(problem.shown_message)}</td>" in shown


def test_every_sample_is_listed_and_read_to_its_end_without_anything_unknown():
    files = {file.name for file in PAGES.glob("sprzedaz*")}
    assert files == texts.SAMPLES.keys()
    read = {}
    for name in files:
        file = open_sales(io.BytesIO((PAGES / name).read_bytes()))
        sales = [sale for sale in file.sales() if isinstance(sale, Sale)]
        assert not file.unknown_fields, name
        read[name] = [(sale.order_id, len(sale.lines), sale.total) for sale in sales]
    assert len({str(sales) for sales in read.values()}) == 1, "all say the same"
    assert len(read["sprzedaz.xml"]) == 2
