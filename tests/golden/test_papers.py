"""What is printed of each kind, letter by letter: a change on paper is seen before a buyer sees it."""

import pytest

from invoicing.domain.documents.kind import Kind
from tests.golden.papers import FOLDER, PAPERS, PREVIEWS, texts


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """Render every paper once."""
    return texts()


@pytest.mark.parametrize("name", [*PAPERS, *PREVIEWS])
def test_the_paper_says_what_it_said(name: str, printed: dict[str, str]) -> None:
    assert printed[name] == (FOLDER / f"{name}.txt").read_text()


def test_every_kind_has_its_paper() -> None:
    assert {document.kind for document in PAPERS.values()} == set(Kind)
    assert {path.stem for path in FOLDER.iterdir()} == {*PAPERS, *PREVIEWS}
