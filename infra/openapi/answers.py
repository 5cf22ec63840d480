"""The shapes of answers, by the names that the functions' `routes.py` use."""

from typing import Any

import msgspec

from infra.openapi import document_shapes, import_shapes, job_shapes, mail_shapes, settings_shapes
from invoicing.domain.vat.memory import VatRule
from invoicing.services.books.ports import Skipped
from invoicing.services.mails.preview import Preview

_MODULES = (document_shapes, import_shapes, job_shapes, mail_shapes, settings_shapes)

SHAPES: dict[str, Any] = {
    "text": str,
    "object": dict[str, Any],
    "VatRules": dict[str, VatRule],
    "Skipped": Skipped,
    "Preview": Preview,
    **{
        shape.__name__: shape
        for module in _MODULES
        for shape in vars(module).values()
        if isinstance(shape, type) and issubclass(shape, msgspec.Struct)
    },
}
