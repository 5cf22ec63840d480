"""What answers about imports look like."""

from typing import get_type_hints

from infra.openapi.shape import like, shape
from invoicing.domain.imports.record import Import, TransactionOutcome
from invoicing.domain.sales.drafting import ImportChoices

ImportView = like(
    "Import",
    Import,
    "An import without its rows.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    **get_type_hints(ImportChoices),
)
ImportPage = shape("ImportPage", "Imports, the newest first.", items=list[ImportView], cursor=str | None)  # type: ignore[valid-type]
Upload = shape(
    "Upload",
    "Send `fields` and then the file as `file` in one multipart form to `url` within a quarter of an hour.",
    url=str,
    fields=dict[str, str],
)
ImportMade = like(
    "ImportMade",
    Import,
    "A new import and the grant to upload its file.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    upload=Upload,
    **get_type_hints(ImportChoices),
)
ImportReport = like(
    "ImportReport",
    Import,
    "An import with its first 1 000 rows; the links to the whole report work for some minutes.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    transactions=list[TransactionOutcome],
    report_url=str | None,
    report_page_url=str | None,
    **get_type_hints(ImportChoices),
)
