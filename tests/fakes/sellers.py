"""Sellers' settings in memory."""

from dataclasses import dataclass, field

from invoicing.domain.basics.errors import NotFoundError, StaleVersionError
from invoicing.domain.sellers.settings import SellerSettings


@dataclass
class InMemorySellers:
    """Settings by seller."""

    items: dict[str, SellerSettings] = field(default_factory=dict)

    def get(self, seller_id: str) -> SellerSettings:
        try:
            return self.items[seller_id]
        except KeyError:
            raise NotFoundError from None

    def save(self, settings: SellerSettings, *, instead_of: int) -> None:
        there = self.items.get(settings.id)
        if (there.version if there else 0) != instead_of:
            raise StaleVersionError
        self.items[settings.id] = settings
