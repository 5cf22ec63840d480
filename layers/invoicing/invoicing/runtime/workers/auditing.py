"""Auditing seller after seller: which sellers exist, and what is logged."""

from invoicing.domain.basics.errors import NotFoundError
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters
from invoicing.services.books.audit import AuditDeps, Since, audit


def every_seller() -> set[str]:
    """Return the ids of sellers with an archived upload or a PDF, by folder names, without reading files."""
    return {*adapters.uploads().sellers(), *adapters.pdfs().sellers()}


def audited(seller_id: str, since: Since, deps: AuditDeps) -> int:
    """Log the findings in a seller's books, by ids; return how many there are.

    Unreadable books are one finding and do not stop the audit of others. The archive may have folders of unknown
    sellers, from misnamed uploads; but if such a seller has PDFs, the table has lost them.
    """
    try:
        result = audit(seller_id, deps, since if _is_known(seller_id) else None)
    except Exception as error:
        logger.exception("books cannot be read", seller_id=seller_id, error_type=type(error).__name__)
        return 1
    for finding in result.findings:
        logger.error("audit", seller_id=seller_id, check=finding.check, what=finding.what)
    logger.info("audited", seller_id=seller_id, looked_at=result.looked_at.total(), wrong=len(result.findings))
    return len(result.findings)


def _is_known(seller_id: str) -> bool:
    try:
        adapters.sellers().get(seller_id)
    except NotFoundError:
        return False
    return True
