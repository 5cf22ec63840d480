"""The glossary has every word that people see, and every name in it is in the code."""

import re
from enum import StrEnum

import pytest

from infra.local.bootstrap import ROOT
from invoicing.domain.documents.document import KsefChannel, Resolution, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.imports.record import Outcome
from invoicing.domain.jobs.job import JobStatus
from tests.infra.docs import doc, rows, section

WORDS: dict[str, type[StrEnum]] = {
    "Kinds of documents": Kind,
    "A document's life": Status,
    "KSeF": KsefChannel,
    "Outcomes of an import": Outcome,
    "Mail": EmailStatus,
    "Jobs": JobStatus,
}


@pytest.mark.parametrize("title", WORDS)
def test_every_value_that_people_see_is_in_words_md(title):
    codes = {code for cells in rows(section(doc("words"), title)) for code in re.findall(r"`(\w+)`", cells[2])}
    assert {member.value for member in WORDS[title]} <= codes


def test_both_ways_to_close_a_draft_for_good_are_in_words_md():
    codes = {code for cells in rows(section(doc("words"), "A document's life")) for code in cells[2].split("`")}
    assert {resolution.value for resolution in Resolution} <= codes


def test_every_name_of_the_code_in_words_md_is_in_the_code():
    code = "\n".join(file.read_text() for file in (ROOT / "layers" / "invoicing").rglob("*.py"))
    known = set(re.findall(r"\w+", code))
    for cells in rows(doc("words")):
        assert len(cells) == 4, cells
        assert all(cells[:2]), cells
        named = re.findall(r"`([^`]+)`", cells[2])
        assert named, cells
        assert set(named) <= known, cells
