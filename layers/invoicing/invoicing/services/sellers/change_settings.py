"""Change a seller's settings as a whole."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from invoicing.domain.basics.errors import StaleVersionError
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Sellers


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDeps:
    """What changing settings depends on.

    `checked_logo` returns a picture as it is kept, or refuses it; `put_logo` keeps it and returns its SHA-256.
    """

    sellers: Sellers
    checked_logo: Callable[[bytes], bytes]
    put_logo: Callable[[str, bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSettings:
    """The settings that are to be stored, and a logo, not yet checked, that is to take the place of the last one."""

    settings: SellerSettings
    logo: bytes | None


def change_settings(
    seller_id: str, change: Callable[[SellerSettings], NewSettings], version: int | None, deps: SettingsDeps
) -> SellerSettings:
    """Store what a change makes of the current settings and return it.

    Refused are a `version` that is no longer current (None: any), a concurrent change, and a logo that cannot be
    printed.

    Raises: InvalidFieldError, NotFoundError, StaleVersionError.
    """
    current = deps.sellers.get(seller_id)
    if version not in (None, current.version):
        raise StaleVersionError("Ktoś zmienił ustawienia w międzyczasie – odśwież.")
    new = change(current)
    settings = new.settings
    if new.logo is not None:
        settings = replace(settings, logo=deps.put_logo(current.id, deps.checked_logo(new.logo)))
    deps.sellers.save(settings, instead_of=current.version)
    return settings
