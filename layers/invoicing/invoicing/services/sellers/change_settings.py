"""Change a seller's settings as a whole."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from invoicing.domain.basics.errors import StaleVersionError
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Sellers


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDeps:
    """Dependencies of changing settings.

    `checked_logo` returns a picture as it is stored, or refuses it; `put_logo` stores it and returns its SHA-256.
    """

    sellers: Sellers
    checked_logo: Callable[[bytes], bytes]
    put_logo: Callable[[str, bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSettings:
    """The settings to store, and an unchecked logo that is to replace the current one."""

    settings: SellerSettings
    logo: bytes | None


def change_settings(
    seller_id: str, change: Callable[[SellerSettings], NewSettings], version: int | None, deps: SettingsDeps
) -> SellerSettings:
    """Apply a change to the current settings, store and return them.

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
