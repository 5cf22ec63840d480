"""Small sales files in the reference XML."""

ORDER = """<order><OrderId>{id}</OrderId><OrderDate>2026-11-02T09:14:03.120Z</OrderDate>
<SellerStatus>{status}</SellerStatus>
<BuyerName>Bożena Żółć</BuyerName><BuyerAddress>ul. Łąkowa 5</BuyerAddress><BuyerCity>Łódź</BuyerCity>
<DeliveryAmount>{delivery}</DeliveryAmount><TotalToPayAmount>{total}</TotalToPayAmount>
<TotalPaidAmount>{total}</TotalPaidAmount>
<lineItems><lineItem><LineItemId>{line}</LineItemId><OfferId>{offer}</OfferId><Name>Kubek „Żółć”</Name>
<Quantity>{quantity}</Quantity><Price>19.99</Price></lineItem></lineItems></order>"""


def an_order(
    order_id="o-1", *, quantity="1", total="19.99", delivery="0.00", status="SENT", offer="111", line=None
) -> str:
    """Return an order of one line, which has an id of its own unless another order's is given."""
    line = line or f"l-{order_id}"
    return ORDER.format(
        id=order_id, quantity=quantity, total=total, delivery=delivery, status=status, offer=offer, line=line
    )


def a_file(*orders: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><orders>{"".join(orders)}</orders>'.encode()
