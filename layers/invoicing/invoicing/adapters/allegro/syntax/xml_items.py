"""XML elements as items with parts: children, attributes, own text, and fields named by a label."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from invoicing.adapters.allegro.syntax.paths import meaning_of
from invoicing.adapters.allegro.syntax.records import Part
from invoicing.adapters.allegro.vocabulary.field_names import LINE, ORDER
from invoicing.adapters.allegro.vocabulary.layouts import LABEL_ATTRIBUTES, LABELLED, VALUE_ATTRIBUTES
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError


def parts_of(element: Element) -> Iterator[Part]:
    """Yield the own text, the attributes and the children of an element.

    Raises: UnreadableFileError.
    """
    if element.text and not element.text.isspace():
        yield "", element.text, None
    attributes = element.keys()
    if attributes:
        _refuse_flood(element)
        for name in attributes:
            yield name, element.get(name), None
    for child in element:
        if not child.keys():
            if len(child):
                yield child.tag, None, child
            else:
                yield child.tag, child.text, None
        elif len(child) == 0 and (labelled := _labelled(child)):
            yield labelled
        else:
            yield child.tag, None, child


def _refuse_flood(element: Element) -> None:
    if len(element.keys()) > limits.ATTRIBUTES:
        raise UnreadableFileError(
            "too_many_fields",
            f"Element pliku ma ponad {limits.ATTRIBUTES} atrybuty – to nie jest plik sprzedaży z Allegro.",
        )


def _labelled(element: Element) -> Part | None:
    """Return the part in `<pole nazwa="Numer transakcji">1</pole>`; None for an element whose attributes are values."""
    _refuse_flood(element)
    label = text = None
    for name, value in element.items():
        attribute = folded(name)
        if attribute in LABEL_ATTRIBUTES and label is None:
            label = value
        elif attribute in VALUE_ATTRIBUTES:
            text = value
        else:
            return None
    if not label or not (folded(element.tag) in LABELLED or _is_label(label)):
        return None
    return label, text if text is not None else element.text, None


@lru_cache(1024)
def _is_label(text: str) -> bool:
    if len(text) > limits.FIELD_NAME_CHARACTERS:
        return False
    path = (folded(text),)
    return meaning_of(ORDER, path) is not None or meaning_of(LINE, path) is not None
