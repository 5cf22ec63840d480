"""VAT rules remembered per offer, so that a seller is asked about each offer only once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from invoicing.domain.vat.line import Line, RateSource

SourcedRate = tuple[str | None, RateSource | None]
"""The code of a rate and its source."""
UNKNOWN: SourcedRate = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRule:
    """What is remembered of an offer: its rate, its GTU code, and whether annex 15 lists it (split payment)."""

    vat_rate: str
    gtu: str | None = None
    annex15: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBook:
    """A seller's rules by offer id, and by SKU for offers that were listed again."""

    by_offer: Mapping[str, VatRule] = field(default_factory=dict)
    by_sku: Mapping[str, VatRule] = field(default_factory=dict)

    def rule(self, offer_id: str | None, sku: str | None) -> VatRule | None:
        """Return the rule of an offer, else of its SKU, else None."""
        return self.by_offer.get(offer_id or "") or self.by_sku.get(sku or "")


NO_RULES = RateBook()


def joined(*books: RateBook) -> RateBook:
    """Return all rules of these books; later ones replace earlier ones."""
    by_offer = {name: rule for book in books for name, rule in book.by_offer.items()}
    by_sku = {name: rule for book in books for name, rule in book.by_sku.items()}
    return RateBook(by_offer=by_offer, by_sku=by_sku)


def learned(lines: Iterable[Line]) -> RateBook:
    """Return the rules from lines whose rate a person has set."""
    by_offer, by_sku = {}, {}
    for line in lines:
        if line.vat_rate is None or line.vat_rate_source is not RateSource.USER or line.is_delivery:
            continue
        rule = VatRule(vat_rate=line.vat_rate, gtu=line.gtu, annex15=line.annex15)
        if line.offer_id:
            by_offer[line.offer_id] = rule
        if line.sku:
            by_sku[line.sku] = rule
    return RateBook(by_offer=by_offer, by_sku=by_sku)


def learned_annex15(lines: Iterable[Line], book: RateBook) -> RateBook:
    """Return the rules of these lines' offers with the answer about annex 15, which is asked once per offer."""
    by_offer = {}
    for line in lines:
        if line.offer_id and line.vat_rate and line.annex15 is not None:
            existing = book.rule(line.offer_id, None) or VatRule(vat_rate=line.vat_rate, gtu=line.gtu)
            by_offer[line.offer_id] = replace(existing, annex15=line.annex15)
    return RateBook(by_offer=by_offer)
