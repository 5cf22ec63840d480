"""The audit of one seller after the other: whose books there are, and what goes to the log."""

from invoicing.domain.basics.errors import NotFoundError
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters
from invoicing.services.books.audit import AuditDeps, Since, audit


def every_seller() -> set[str]:
    """Return who has uploaded anything or has a PDF, by the names of folders, without reading files."""
    return {*adapters.uploads().sellers(), *adapters.pdfs().sellers()}


def audited(seller_id: str, since: Since, deps: AuditDeps) -> int:
    """Log what is wrong with a seller's books, by ids; return how much it is.

    Books that cannot be read are a finding, too: the next sellers' turn comes. The archive has folders of sellers that
    do not exist: somebody named them wrongly. If there are PDFs of one, the table has lost them.
    """
    try:
        found = audit(seller_id, deps, since if _is_known(seller_id) else None)
    except Exception as error:
        logger.exception("books cannot be read", seller_id=seller_id, error_type=type(error).__name__)
        return 1
    for finding in found.findings:
        logger.error("audit", seller_id=seller_id, check=finding.check, what=finding.what)
    logger.info("audited", seller_id=seller_id, looked_at=found.looked_at.total(), wrong=len(found.findings))
    return len(found.findings)


def _is_known(seller_id: str) -> bool:
    try:
        adapters.sellers().get(seller_id)
    except NotFoundError:
        return False
    return True
