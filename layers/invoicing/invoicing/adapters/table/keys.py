"""Every key of the single table, with the question that it answers.

| item         | pk                  | sk                           | answers                                        |
| ------------ | ------------------- | ---------------------------- | ---------------------------------------------- |
| principal    | PRINCIPAL#{sub}     | PRINCIPAL                    | whose books does this user or machine work on? |
| settings     | SELLER#{s}          | PROFILE                      | who is the seller, what does he do by default? |
| counter      | SELLER#{s}          | SERIES#{series}#{period}     | what is the last number of this series?        |
| register     | SELLER#{s}#NUMBERS  | {series}#{period}#{ordinal}  | which document has this number? any gaps?      |
| document     | SELLER#{s}#DOC#{id} | DOCUMENT                     | what is printed on it?                         |
| summary      | SELLER#{s}#DOC#{id} | SUMMARY                      | what do lists show of it? PDF? mail?           |
| mail attempt | SELLER#{s}#DOC#{id} | MAIL#{attempt}               | was it sent? to whom? what came of it?         |
| import       | SELLER#{s}#IMPORTS  | {import id, ordered by time} | which files were read, with which outcome?     |

List index `by_status` (summaries only): pk SELLER#{s}#{status}, sk {date}#{id}: drafts by order time, issued
documents by issue date.

The seller comes from the caller's token, so another seller's item cannot even be addressed.
"""

from typing import NamedTuple

LIST_INDEX = "by_status"
ORDINAL_DIGITS = 8


class Key(NamedTuple):
    """Primary key of one item."""

    pk: str
    sk: str


def principal(subject: str) -> Key:
    return Key(f"PRINCIPAL#{subject}", "PRINCIPAL")


def seller(seller_id: str) -> Key:
    return Key(f"SELLER#{seller_id}", "PROFILE")


def counter(seller_id: str, series: str, period: str) -> Key:
    return Key(f"SELLER#{seller_id}", f"SERIES#{series}#{period}")


def register(seller_id: str, series: str, period: str, ordinal: int) -> Key:
    return Key(f"SELLER#{seller_id}#NUMBERS", f"{series}#{period}#{ordinal:0{ORDINAL_DIGITS}}")


def document(seller_id: str, document_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", "DOCUMENT")


def summary(seller_id: str, document_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", "SUMMARY")


def mail(seller_id: str, document_id: str, attempt_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", f"MAIL#{attempt_id}")


def import_record(seller_id: str, import_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#IMPORTS", import_id)


def imports(seller_id: str) -> str:
    return f"SELLER#{seller_id}#IMPORTS"


def listed(seller_id: str, status: str) -> str:
    """Partition of the list index."""
    return f"SELLER#{seller_id}#{status}"
