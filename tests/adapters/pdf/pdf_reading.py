"""Two independent PDF readers: a text that only one of them finds is a failure."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2  # type: ignore[import-untyped]  # has no types
from PIL.Image import Image

Reader = Callable[[bytes], list[str]]


def pages_by_pypdf(pdf: bytes) -> list[str]:
    """Return the text of each page, in the order of the file; runs of white space are one space."""
    return [_flat(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def pages_by_pdfium(pdf: bytes) -> list[str]:
    """Return the text of each page as Chrome copies it; runs of white space are one space."""
    return [_flat(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


READERS: dict[str, Reader] = {"pypdf": pages_by_pypdf, "pdfium": pages_by_pdfium}


def opened(pdf: bytes) -> Any:
    """Return a pypdf reader, as Any since its objects are typed too broadly to be indexed."""
    return pypdf.PdfReader(BytesIO(pdf))


def picture(pdf: bytes, scale: float = 3) -> Image:
    """Return the first page in greyscale, `scale` pixels per point."""
    image: Image = pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("L")
    return image


def _flat(text: str) -> str:
    """Join the parts with spaces, but keep no-break spaces, since there must be none."""
    return " ".join(part for part in text.replace("\r", " ").replace("\n", " ").split(" ") if part)
