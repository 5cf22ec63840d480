"""Paths of the generated pages. Standard library only, and importing it changes nothing."""

from pathlib import Path

PAGES = Path(__file__).resolve().parents[1] / "functions" / "show_docs" / "pages"
PAGE = PAGES / "pomoc.html"
README = PAGES / "_PRZECZYTAJ.txt"
