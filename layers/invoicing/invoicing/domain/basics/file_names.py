"""File names made from document numbers: safe in keys, on disks and in mail headers.

>>> pdf_file_name("AL 1/11/2026")
'AL-1-11-2026.pdf'
"""

import re
import unicodedata

_UNSAFE = re.compile(r"[^A-Za-z0-9.]+")
_LETTERS = str.maketrans("łŁ", "lL")


def pdf_file_name(number: str) -> str:
    """Return the name of a document's PDF."""
    folded = unicodedata.normalize("NFKD", number.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return f"{_UNSAFE.sub('-', folded).strip('-.')}.pdf"


def pdf_folder(seller_id: str, document_id: str) -> str:
    """Return the folder of a document's PDF in the documents bucket."""
    return f"pdf/{seller_id}/{document_id}"


def pdf_key(seller_id: str, document_id: str, number: str) -> str:
    """Return the key of a document's PDF in the documents bucket."""
    return f"{pdf_folder(seller_id, document_id)}/{pdf_file_name(number)}"
