"""The specification's prose: units, limits, and the meaning of fields that their names do not explain."""

from invoicing.domain.vat.rate import RATES

DESCRIPTION = f"""\
From an Allegro sales export to numbered documents, their PDFs and mails.

**Access.** Every route except the documentation needs an access token (`Authorization: Bearer ...`). The seller is a
claim of the token: no request can name another one, and what belongs to another seller is `404`. Each route names the
scope that it needs.

**Units.** Amounts are strings with two decimals in the document's currency (`"59.97"`), quantities are strings with as
many decimals as needed, days are `YYYY-MM-DD` in Warsaw, instants are ISO 8601 with an offset, currencies ISO 4217,
countries ISO 3166 alpha-2. VAT rates are `{" ".join(f'"{code}"' for code in RATES)}`, foreign
ones `"SK:23"`; null means that the rate is not known yet. Requests may also send amounts as numbers.

**Refusals** are `application/problem+json` (RFC 9457) with a stable `code`, Polish `title` and `detail`, and the
`request_id`, which is also in the header `x-request-id` of every answer and in the logs. API Gateway itself answers
`401` (no valid token), `403` (the token lacks the scope), `404` (no such path), `413` and `429` as
`{{"message": ...}}`, before our code runs.

**Limits.** A request has up to 10 MB (API Gateway), a page of a list 200 rows, of outcomes or of the register 1 000,
`POST /documents/issue` 1 000 ids, a document 500 lines and 50 charges, `PUT /vat-rules` 1 000 offers, an uploaded file
300 MB. Unknown fields and parameters are refused. Throttling (`429`) counts all sellers together, because API Gateway
cannot count per seller: 100 requests a second, 20 for imports and for issuing many, 5 for exports.

**Lists** continue with the `cursor` of the previous page, unchanged: it belongs to one list and one filter. A page may
have fewer rows than `limit` and still have a cursor; null ends the list.

**Repeating.** With an `Idempotency-Key`, a `POST` that creates something does so once: for 30 days, the same key with
the same request returns the same thing, with another request it is `422 idempotency_conflict`.

**Versions.** `ETag` is the version of a draft or of the settings; `If-Match` changes only that version.
"""

FIELDS = {
    "gross": "amount with VAT, two decimals, in the document's currency",
    "net": "amount without VAT; null while a rate is not known",
    "vat": "amount of VAT; null while a rate is not known",
    "net_pln": "net in zloty, if the document is in another currency",
    "vat_pln": "VAT in zloty, if the document is in another currency",
    "unit_gross": "price of one piece with VAT",
    "amount_due": "gross + charges - paid",
    "quantity": "pieces; decimals where the unit has them",
    "vat_rate": "see the units above; null: not known yet, which holds the draft",
    "currency": "ISO 4217",
    "cursor": "continues the list; null at its end",
    "issue_date": "day in Warsaw",
    "period": "month or year that the series counts by",
    "purchase_price": "purchase price of the whole line, with VAT; never printed",
    "subsidy": "paid by the marketplace for the whole line; never printed",
    "sha256": "of the PDF's bytes, in hex",
    "size": "bytes",
    "charges": "deposits and the like, outside the VAT base and the total",
    "nip": "ten digits",
    "country": "ISO 3166 alpha-2",
    "month": "YYYY-MM",
    "ready": "nothing holds the draft: it can be issued",
    "url": "works for 15 minutes",
    "link": "works for some minutes; ask again for a new one",
    "message": "title and body with variables such as [[[numer]]]; `/docs/pomoc` lists them",
}

TAGS = {
    "imports": "Sales files: uploads, and the outcome of every sale.",
    "documents": "Drafts and issued documents.",
    "issuing": "Numbers, PDFs, mails.",
    "jobs": "Work on many documents that runs by itself.",
    "settings": "The seller, their numbering and their VAT rates.",
    "documentation": "This specification and the help; no token needed.",
}

PARAMETERS = {
    "document_id": "the document's id, as in lists and imports",
    "import_id": "the import's id",
    "job_id": "the job's id",
    "file": "the file's name",
    "status": "without it: drafts, then issued documents",
    "ready": "drafts that can be issued, or cannot",
    "problem": "code of a problem that holds drafts",
    "from": "first day in Warsaw: of issue, or of the order if not issued",
    "to": "last day",
    "q": "searches number, buyer, NIP, order and login, ignoring case and accents",
    "series": "prefix of the numbers, as in the list of series",
    "period": "YYYY-MM or YYYY",
    "order_id": "Allegro's number of the order",
}
