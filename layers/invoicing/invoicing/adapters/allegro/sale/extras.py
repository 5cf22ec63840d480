"""Charges besides offers and delivery: additional services, and surcharges that were paid later."""

from collections.abc import Iterable
from decimal import Decimal

from invoicing.adapters.allegro.sale.fields import Fields
from invoicing.adapters.allegro.syntax.records import Group
from invoicing.adapters.allegro.vocabulary.field_names import SERVICE, SURCHARGE
from invoicing.adapters.files import limits
from invoicing.domain.sales.sale import Extra

_PIECE = Decimal(1)
_SERVICE = "Usługa dodatkowa"
_SERVICES = "Usługi dodatkowe"
_SURCHARGE = "Dopłata do zamówienia"


def services_of(order: Fields, holders: Iterable[tuple[str, Group]], order_id: str) -> list[Extra]:
    """Return the services of the order and its lines, which `holders` gives by id; free ones are left out."""
    services = [
        extra
        for owner, holder in holders
        for number, inner in enumerate(holder.of(SERVICE), start=1)
        if (extra := _service(order.inside(inner.values), owner, number))
    ]
    amount = order.amount("services_amount")
    if not services and amount:
        services.append(Extra(id=f"{order_id}:services", name=_SERVICES, price=amount))
    return services


def surcharges_of(order: Fields, group: Group, order_id: str) -> list[Extra]:
    """Return the surcharges that were paid; one without an amount has not been paid yet."""
    surcharges = []
    for number, inner in enumerate(group.of(SURCHARGE), start=1):
        fields = order.inside(inner.values)
        price, what = fields.amount("price"), fields.name("name")
        if price:
            name = f"{_SURCHARGE} – {what}" if what else _SURCHARGE
            identity = fields.identifier("id") or f"{order_id}:surcharge-{number}"
            surcharges.append(Extra(id=identity, name=name, price=price))
    return surcharges


def _service(fields: Fields, owner: str, number: int) -> Extra | None:
    price = fields.amount("price")
    if not price:
        return None
    quantity = fields.quantity("quantity", least=_PIECE)
    name = (fields.name("name") or _SERVICE)[: limits.NAME_CHARACTERS]
    return Extra(id=f"{owner}:service-{number}", name=name, price=price, quantity=quantity or _PIECE)
