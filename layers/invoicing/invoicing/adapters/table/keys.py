"""Every key of the single table, with the question that it answers.

| item         | pk                         | sk                          | answers                                    |
| ------------ | -------------------------- | --------------------------- | ------------------------------------------ |
| principal    | PRINCIPAL#{sub}            | PRINCIPAL                   | which seller and role has this caller?     |
| settings     | SELLER#{s}                 | PROFILE                     | who is the seller, with which defaults?    |
| counter      | SELLER#{s}                 | SERIES#{series}#{period}    | what is the last number of this series?    |
| waiver       | SELLER#{s}                 | WAIVER#{month}              | is the 10 000 zl outside KSeF used up?     |
| register     | SELLER#{s}#NUMBERS         | {series}#{period}#{ordinal} | which document has this number? any gaps?  |
| printed      | SELLER#{s}#NUMBER#{number} | NUMBER                      | was exactly this number printed before?    |
| document     | SELLER#{s}#DOC#{id}        | DOCUMENT                    | what is printed on it?                     |
| summary      | SELLER#{s}#DOC#{id}        | SUMMARY                     | what do lists show of it? PDF? mail?       |
| history      | SELLER#{s}#DOC#{id}        | HISTORY#{version}           | who changed what while it was a draft?     |
| payment      | SELLER#{s}#DOC#{id}        | PAYMENT#{id}                | what was paid after it was issued?         |
| later sale   | SELLER#{s}#DOC#{id}        | SALE                        | what was imported after it was issued?     |
| mail attempt | SELLER#{s}#DOC#{id}        | MAIL#{attempt}              | was it sent? to whom? with what outcome?   |
| reputation   | SELLER#{s}                 | MAILS#{day}                 | how many mails bounced lately?             |
| line pointer | SELLER#{s}#LINE#{line}     | LINE                        | which documents have this bought line?     |
| VAT rule     | SELLER#{s}                 | OFFER#{offer}, SKU#{sku}    | which rate has this offer?                 |
| import       | SELLER#{s}#IMPORTS         | {import id, time-ordered}   | which files were read, with what outcome?  |
| job          | SELLER#{s}#JOBS            | {job id, time-ordered}      | which jobs are there, with what progress?  |
| job part     | SELLER#{s}#JOB#{job id}    | PART#{n}                    | what are the outcomes of its documents?    |
| request      | SELLER#{s}#REQUESTS        | {SHA-256 of its name}       | was this named request sent before?        |
| file         | SELLER#{s}#FILES           | {SHA-256}                   | were exactly these bytes read before?      |

List index `by_status` (summaries only): pk SELLER#{s}#{status}, sk {date}#{id}: drafts by order time, issued
documents by issue date.

Work index `by_due` (sparse, keys only): pk WORK#{0-f}, sk the time at which the work is due again: documents without
their PDF, mails that are not on their way, and jobs that have not started. Finished work has no such key.

The seller comes from the caller's token, so another seller's item cannot even be addressed.
"""

from hashlib import sha256
from typing import NamedTuple

LIST_INDEX = "by_status"
WORK_INDEX = "by_due"
WORK_SHARDS = "0123456789abcdef"
ORDINAL_DIGITS = 8
VERSION_DIGITS = 6


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


def waiver(seller_id: str, month: str) -> Key:
    return Key(f"SELLER#{seller_id}", f"WAIVER#{month}")


def register(seller_id: str, series: str, period: str, ordinal: int) -> Key:
    return Key(f"SELLER#{seller_id}#NUMBERS", f"{series}#{period}#{ordinal:0{ORDINAL_DIGITS}}")


def printed_number(seller_id: str, number: str) -> Key:
    return Key(f"SELLER#{seller_id}#NUMBER#{number}", "NUMBER")


def document(seller_id: str, document_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", "DOCUMENT")


def summary(seller_id: str, document_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", "SUMMARY")


def history(seller_id: str, document_id: str, version: int) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", f"HISTORY#{version:0{VERSION_DIGITS}}")


def payment(seller_id: str, document_id: str, payment_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", f"PAYMENT#{payment_id}")


def sale(seller_id: str, document_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", "SALE")


def mail(seller_id: str, document_id: str, attempt_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#DOC#{document_id}", f"MAIL#{attempt_id}")


def line(seller_id: str, line_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#LINE#{line_id}", "LINE")


def offer(seller_id: str, offer_id: str) -> Key:
    return Key(f"SELLER#{seller_id}", f"OFFER#{offer_id}")


def sku(seller_id: str, text: str) -> Key:
    return Key(f"SELLER#{seller_id}", f"SKU#{text}")


def file(seller_id: str, digest: str) -> Key:
    return Key(f"SELLER#{seller_id}#FILES", digest)


def import_record(seller_id: str, import_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#IMPORTS", import_id)


def request(seller_id: str, name: str) -> Key:
    return Key(f"SELLER#{seller_id}#REQUESTS", sha256(name.encode()).hexdigest())


def job(seller_id: str, job_id: str) -> Key:
    return Key(f"SELLER#{seller_id}#JOBS", job_id)


def jobs(seller_id: str) -> str:
    return f"SELLER#{seller_id}#JOBS"


def job_part(seller_id: str, job_id: str, number: int) -> Key:
    return Key(job_parts(seller_id, job_id), f"PART#{number:0{VERSION_DIGITS}}")


def job_parts(seller_id: str, job_id: str) -> str:
    return f"SELLER#{seller_id}#JOB#{job_id}"


def imports(seller_id: str) -> str:
    return f"SELLER#{seller_id}#IMPORTS"


def listed(seller_id: str, status: str) -> str:
    """Return the partition of the list index."""
    return f"SELLER#{seller_id}#{status}"


def reputation(seller_id: str, day: str) -> Key:
    return Key(f"SELLER#{seller_id}", f"MAILS#{day}")


def work(work_id: str) -> str:
    """Return the partition of a document or a job in the work index; ids are spread over all partitions."""
    return f"WORK#{sha256(work_id.encode()).hexdigest()[0]}"


def job_of_work(key: Key) -> tuple[str, str] | None:
    """Return the seller and the job of a key in the work index; None if the key is a document's."""
    _, seller_id, *rest = key.pk.split("#")
    return (seller_id, key.sk) if rest == ["JOBS"] else None


def parts_of_work(key: Key) -> tuple[str, str, str | None]:
    """Return the seller, the document and the mail attempt (None: the document itself) of a key in the work index."""
    _, seller_id, _, document_id = key.pk.split("#")
    attempt_id = key.sk.removeprefix("MAIL#") if key.sk.startswith("MAIL#") else None
    return seller_id, document_id, attempt_id
