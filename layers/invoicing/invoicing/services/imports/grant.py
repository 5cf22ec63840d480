"""Announce an import, so that its choices are known before its file arrives."""

from datetime import datetime

from invoicing.domain.imports.record import Import, ImportStatus
from invoicing.domain.sales.drafting import ImportChoices
from invoicing.services.imports.ports import Imports


def granted_import(seller_id: str, import_id: str, choices: ImportChoices, at: datetime, imports: Imports) -> Import:
    """Return the record of an import that waits for its file; a repetition returns the first one."""
    record = imports.find(seller_id, import_id)
    if record is None:
        record = Import(id=import_id, seller_id=seller_id, status=ImportStatus.WAITING, choices=choices, created_at=at)
        imports.save(record)
    return record
