"""The tests cite failures of other projects by number; one table explains them all."""

import re

from infra.local.bootstrap import ROOT
from tests.infra.docs import doc, rows

SOURCES = [
    file
    for folder in ("tests", "layers", "functions", "infra")
    for kind in ("*.py", "*.yaml")
    for file in sorted((ROOT / folder).rglob(kind))
]
CITED = re.compile(r"(?<![A-Za-z])F-\d+")


def test_every_failure_that_the_tree_cites_has_exactly_one_row():
    cited = {number for file in SOURCES for number in CITED.findall(file.read_text())}
    explained = [cells[0] for cells in rows(doc("field-failures"))]
    assert explained == sorted(cited)
