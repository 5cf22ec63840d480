"""The body of `PATCH /documents/{id}` and the groups of a document's fields agree."""

from dataclasses import fields

import pytest

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import EDITABLE, Document
from invoicing.runtime.api.bodies.drafts import NOT_EMPTY, DraftChanges

OPTIONAL = [field.name for field in fields(Document) if field.name in EDITABLE and "None" in str(field.type)]


def test_what_people_may_edit_is_what_the_body_takes():
    assert set(DraftChanges.model_fields) == set(EDITABLE)


@pytest.mark.parametrize("name", EDITABLE)
def test_null_empties_what_a_document_may_lack_and_is_refused_of_what_it_always_has(name):
    body = DraftChanges.model_validate({name: None})
    if name in OPTIONAL:
        assert body.values() == {name: None}
        return
    assert name in NOT_EMPTY
    with pytest.raises(InvalidFieldError) as refused:
        body.values()
    assert refused.value.field == name
