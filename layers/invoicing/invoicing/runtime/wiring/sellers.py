"""Dependencies of a seller's settings."""

from typing import TYPE_CHECKING

from invoicing.runtime.wiring import adapters

if TYPE_CHECKING:
    from invoicing.services.sellers.change_settings import SettingsDeps


def settings_deps() -> "SettingsDeps":
    from invoicing.adapters.pictures import checked_logo
    from invoicing.services.sellers.change_settings import SettingsDeps

    return SettingsDeps(sellers=adapters.sellers(), checked_logo=checked_logo, put_logo=adapters.logos().put)
