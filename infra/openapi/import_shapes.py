"""The shapes of answers about imports."""

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
ImportPage = shape("ImportPage", "Imports, newest first.", items=list[ImportView], cursor=str | None)  # type: ignore[valid-type]
Upload = shape(
    "Upload",
    "Within 15 minutes, post a multipart form to `url`: the `fields`, then the file as `file`.",
    url=str,
    fields=dict[str, str],
)
ImportMade = like(
    "ImportMade",
    Import,
    "A new import, with the grant to upload its file.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    upload=Upload,
    **get_type_hints(ImportChoices),
)
ImportReport = like(
    "ImportReport",
    Import,
    "An import with its first 1 000 rows; the links to the full report work for some minutes.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    transactions=list[TransactionOutcome],
    report_url=str | None,
    report_page_url=str | None,
    **get_type_hints(ImportChoices),
)
