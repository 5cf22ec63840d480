"""The documents as tests read them: the README, the runbook and everything in `infra/docs`."""

import re

from infra.local.bootstrap import ROOT

README = ROOT / "README.md"
RUNBOOK = ROOT / "infra" / "runbook.md"
FOLDER = ROOT / "infra" / "docs"
DOCS = {
    str(file.relative_to(ROOT)): file.read_text()
    for file in (README, ROOT / "infra" / "README.md", RUNBOOK, *sorted(FOLDER.glob("*.md")))
}
"""The text of each by its path."""
ALL = "\n".join(DOCS.values())


def doc(name: str) -> str:
    """Return the text of one document of `infra/docs`."""
    return DOCS[f"infra/docs/{name}.md"]


def section(text: str, title: str) -> str:
    """Return the text from a second-level heading to the next one."""
    start = text.index(f"## {title}\n")
    return text[start:].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of the tables in a text, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rules = {place for place, line in enumerate(lines) if re.fullmatch(r"[|\-: ]+", line)}
    heads = {place - 1 for place in rules}
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for place, line in enumerate(lines)
        if place not in rules | heads
    ]


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub derives from a document's headings."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
