"""The specification's prose: units, limits, and the meaning of fields whose names do not say enough."""

from invoicing.domain.vat.rate import RATES

DESCRIPTION = f"""\
From an Allegro sales export to numbered documents, their PDFs and mails.

**Who calls.** Every route but the documentation needs an access token (`Authorization: Bearer ...`). The seller is a
claim of the token; nothing in a request can name another one, and what belongs to another seller is `404`. The scope
that a route needs stands beside it.

**Units.** Amounts are strings with two decimals in the document's currency (`"59.97"`), quantities are strings with as
many decimals as needed, days are `YYYY-MM-DD` in Warsaw, moments are ISO 8601 with an offset, currencies ISO 4217,
countries ISO 3166 alpha-2. VAT rates are `{" ".join(f'"{code}"' for code in RATES)}`, foreign
ones `"SK:23"`; null is a rate that is not known yet. Requests may send amounts as numbers too.

**Refusals** are `application/problem+json` (RFC 9457) with a stable `code`, Polish `title` and `detail`, and the
`request_id` that also stands in the header `x-request-id` of every answer and in the logs. API Gateway itself answers
`401` (no valid token), `403` (the token lacks the scope), `404` (no such path), `413` and `429` as
`{{"message": ...}}`, before our code runs.

**Limits.** A request holds up to 10 MB (API Gateway), a list 200 rows a page, a job's outcomes and the register 1 000,
`POST /documents/issue` 1 000 ids, a document 500 lines and 50 charges, `PUT /vat-rules` 1 000 offers, an uploaded file
300 MB. Unknown fields and parameters are refused. Throttling (`429`) counts all sellers together, because API Gateway
cannot count per seller: 100 requests a second, 20 for imports and for issuing many, 5 for exports.

**Lists** go on with `cursor`, taken unchanged from the page before: it belongs to one list and one filter. A page may
hold fewer rows than `limit` and still have a cursor; null ends the list.

**Repeating.** With an `Idempotency-Key`, a `POST` that creates something makes it once: the same key with the same
request answers with the same thing for 30 days, with another request it is `422 idempotency_conflict`.

**Versions.** `ETag` names the version of a draft or of the settings; `If-Match` changes just that version.
"""

FIELDS = {
    "gross": "amount with VAT, two decimals, in the document's currency",
    "net": "amount without VAT; null while a rate is not known",
    "vat": "amount of VAT; null while a rate is not known",
    "net_pln": "net in zloty, of a document in another currency",
    "vat_pln": "VAT in zloty, of a document in another currency",
    "unit_gross": "price of one piece with VAT",
    "amount_due": "gross + charges - paid",
    "quantity": "pieces; decimals where the unit has them",
    "vat_rate": "see the units above; null: not known yet, which holds the document",
    "currency": "ISO 4217",
    "cursor": "where the list goes on; null where it ends",
    "issue_date": "day in Warsaw",
    "period": "month or year that the series counts by",
    "purchase_price": "what the whole line was bought for, with VAT; never printed",
    "subsidy": "what the marketplace adds for the whole line; never printed",
    "sha256": "of the PDF's bytes, in hex",
    "size": "bytes",
    "charges": "deposits and the like: outside the VAT base and the total",
    "nip": "ten digits",
    "country": "ISO 3166 alpha-2",
    "month": "YYYY-MM",
    "ready": "nothing holds the draft: it can be issued",
    "url": "works for a quarter of an hour",
    "link": "works for some minutes; ask again for a new one",
    "message": "title and body with variables such as [[[numer]]]; `/docs/pomoc` lists them",
}

TAGS = {
    "imports": "Sales files: how they come in and what became of every sale.",
    "documents": "Drafts and issued documents.",
    "issuing": "Numbers, PDFs, mails.",
    "jobs": "Work on many documents, which goes on by itself.",
    "settings": "The seller, his numbering and his VAT rates.",
    "documentation": "This specification and the help; no token needed.",
}

PARAMETERS = {
    "document_id": "the document's id, as lists and imports show it",
    "import_id": "the import's id",
    "job_id": "the job's id",
    "file": "the file's name",
    "status": "without it: drafts, then issued documents",
    "ready": "of drafts: can be issued, or cannot",
    "problem": "code of a problem that holds drafts",
    "from": "first day, Warsaw: of issue, or of the order of what is not issued",
    "to": "last day",
    "q": "looks in number, buyer, NIP, order and login, without case and accents",
    "series": "text at the beginning of the numbers, as the list of series shows it",
    "period": "YYYY-MM or YYYY",
    "order_id": "Allegro's number of the order",
}
