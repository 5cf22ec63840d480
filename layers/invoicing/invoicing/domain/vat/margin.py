"""The margin scheme (art. 120 of the VAT Act): a line's rate is `marza`, and its words must be printed."""

from enum import StrEnum


class MarginProcedure(StrEnum):
    """Which goods or services are sold under the scheme."""

    USED_GOODS = "used_goods"
    ART = "art"
    ANTIQUES = "antiques"
    TRAVEL = "travel"


WORDS = {
    MarginProcedure.USED_GOODS: "procedura marży – towary używane",
    MarginProcedure.ART: "procedura marży – dzieła sztuki",
    MarginProcedure.ANTIQUES: "procedura marży – przedmioty kolekcjonerskie i antyki",
    MarginProcedure.TRAVEL: "procedura marży dla biur podróży",
}
"""Art. 106e ust. 2-3."""
