"""The vocabulary: every alias names one field; a path matches as a whole or by an end that names its owner."""

from io import BytesIO
from typing import Any

import pytest

from invoicing.adapters.allegro import open_sales
from invoicing.adapters.allegro.sale import fields
from invoicing.adapters.allegro.syntax.paths import meaning_of
from invoicing.adapters.allegro.vocabulary import words
from invoicing.adapters.allegro.vocabulary.field_names import FIELDS, LINE, ORDER, aliases
from invoicing.adapters.allegro.vocabulary.layouts import IGNORED, LINE_FAMILIES, OTHER_GROUPS, RECORDS
from invoicing.adapters.allegro.vocabulary.spelling import folded
from tests.allegro_files import Invoice, Order, as_xml


@pytest.mark.parametrize("kind", FIELDS)
def test_an_alias_is_folded_and_names_one_field(kind):
    pairs = {(alias.removesuffix("*"), field) for field, names in aliases(kind) for alias in names}
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names))
    assert [folded(name) for name in names] == names


def test_names_of_parts_are_folded():
    data = [
        *RECORDS,
        *(name for family in LINE_FAMILIES for name in family.names),
        *words.STATUSES,
        *words.WAYS,
        *words.PAID,
        *words.EXEMPTIONS,
        *(name for names in (*OTHER_GROUPS.values(), *IGNORED.values()) for name in names),
    ]
    assert [folded(name) for name in data] == data


def test_no_ignored_field_has_a_meaning():
    assert [name for kind, names in IGNORED.items() for name in names if meaning_of(kind, (name,))] == []


@pytest.mark.parametrize(
    ("kind", "path", "field"),
    [
        (ORDER, ("summary", "totaltopay", "amount"), "total"),
        (ORDER, ("header", "orderid"), "order_id"),
        (ORDER, ("header", "id"), None),
        (ORDER, ("seller", "buyername"), None),
        (ORDER, ("delivery", "address", "buyercity"), None),
        (LINE, ("price", "amount"), "price"),
        (LINE, ("originalprice", "amount"), None),
        (LINE, ("discount", "price"), None),
        (LINE, ("xprice",), None),
        (LINE, ("offer", "external", "id"), "sku"),
        (LINE, ("opis", "offername"), "name"),
    ],
)
def test_a_path_matches_a_field_as_a_whole_or_by_an_end_that_names_its_owner(kind, path, field):
    meaning = meaning_of(kind, path)
    assert (meaning and meaning[0]) == field


def test_every_field_that_the_builder_reads_is_in_the_vocabulary(monkeypatch):
    """A misspelt name would silently never be found."""
    known = {name for kind in FIELDS for name, _ in aliases(kind)}
    read: set[str] = set()

    class Recorder(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            read.add(key)
            return super().get(key, default)

        def __contains__(self, key: object) -> bool:
            read.add(str(key))
            return super().__contains__(key)

    start = fields.Fields.__init__
    monkeypatch.setattr(fields.Fields, "__init__", lambda self, values, *rest: start(self, Recorder(values), *rest))
    file = as_xml(
        [Order(invoice=Invoice(company="Firma", tax_id="1")), Order(), Order(invoice=Invoice(first_name="A"))]
    )
    more = b"<firma>y</firma><surcharges><paidAmount>1</paidAmount></surcharges><ids><value>1</value></ids></order>"
    list(open_sales(BytesIO(file.replace(b"</order>", more))).sales())

    assert len(read) > 60
    assert read <= known
