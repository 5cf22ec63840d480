"""GET /seller · PUT /seller."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.table.codec import plain_of
from invoicing.adapters.tax_numbers import is_nip
from invoicing.domain.errors import InvalidFieldError
from invoicing.runtime import wiring
from invoicing.runtime.api import answer, api, entry, etag, seller_id
from invoicing.runtime.requests import SellerBody

app = api()


@app.get("/seller")
def get_seller() -> Response[Any]:
    settings = wiring.sellers().get(seller_id(app))
    return answer(plain_of(settings), headers=etag(settings.version))


@app.put("/seller")
def put_seller(body: SellerBody) -> Response[Any]:
    if body.nip and not is_nip(body.nip):
        raise InvalidFieldError("nip", f"NIP {body.nip} ma błędną cyfrę kontrolną.")
    seller = seller_id(app)
    version = wiring.sellers().get(seller).version
    settings = body.value(seller, version + 1)
    wiring.sellers().save(settings, instead_of=version)
    return answer(plain_of(settings), headers=etag(settings.version))


lambda_handler = entry(app)
