"""Why a field is refused, in Polish: pydantic's error types in words that a shopkeeper understands."""

from collections.abc import Mapping
from typing import Any

WORDS: Mapping[str, str] = {
    "missing": "brakuje tego pola",
    "extra_forbidden": "nie znam takiego pola",
    "json_invalid": "to nie jest poprawny JSON",
    "string_type": "to ma być tekst",
    "string_too_long": "za długi tekst (najwięcej znaków: {max_length})",
    "string_too_short": "za krótki tekst (najmniej znaków: {min_length})",
    "string_pattern_mismatch": "nieprawidłowy zapis",
    "string_unicode": "nieprawidłowe znaki",
    "int_type": "to ma być liczba całkowita",
    "int_parsing": "to ma być liczba całkowita",
    "int_from_float": "to ma być liczba całkowita",
    "decimal_type": "to ma być liczba, np. 12.50",
    "decimal_parsing": "to ma być liczba, np. 12.50",
    "decimal_max_places": "za dużo miejsc po przecinku (najwięcej: {decimal_places})",
    "finite_number": "to ma być zwykła liczba",
    "greater_than": "więcej niż {gt}",
    "greater_than_equal": "co najmniej {ge}",
    "less_than": "mniej niż {lt}",
    "less_than_equal": "najwyżej {le}",
    "bool_type": "true albo false",
    "bool_parsing": "true albo false",
    "date_type": "data w postaci RRRR-MM-DD",
    "date_parsing": "data w postaci RRRR-MM-DD",
    "date_from_datetime_parsing": "data w postaci RRRR-MM-DD",
    "date_from_datetime_inexact": "sama data, bez godziny",
    "enum": "jedno z: {expected}",
    "literal_error": "jedno z: {expected}",
    "list_type": "to ma być lista",
    "dict_type": "to ma być obiekt",
    "model_type": "to ma być obiekt",
    "model_attributes_type": "to ma być obiekt",
    "too_long": "za dużo pozycji (najwięcej: {max_length})",
    "too_short": "za mało pozycji (najmniej: {min_length})",
}
_OURS = "Value error, "


def reason_of(error: Mapping[str, Any]) -> str:
    """Return the reason of one error; our own checks are in Polish already, unknown types keep pydantic's message."""
    message = str(error.get("msg", ""))
    if message.startswith(_OURS):
        return message.removeprefix(_OURS)
    words = WORDS.get(str(error.get("type")))
    if words is None:
        return message
    try:
        return words.format_map(dict(error.get("ctx") or {})).replace(" or ", " albo ")
    except KeyError:
        return message
