"""Settings change as a whole, in the version that was seen, and with a logo that can be printed or not at all."""

from dataclasses import replace

import pytest

from invoicing.domain.basics.errors import InvalidFieldError, StaleVersionError
from invoicing.services.sellers.change_settings import NewSettings, SettingsDeps, change_settings
from tests.builders import a_seller
from tests.fakes.sellers import InMemorySellers


@pytest.fixture
def sellers():
    return InMemorySellers({"lipa": a_seller()})


def change(sellers, *, version=None, logo=None):
    def checked(picture):
        if picture == b"broken":
            raise InvalidFieldError("logo", "broken")
        return picture

    deps = SettingsDeps(sellers=sellers, checked_logo=checked, put_logo=lambda seller, picture: f"{seller}:{picture!r}")

    def new_name(there):
        return NewSettings(settings=replace(there, name="Lipa 2", version=there.version + 1), logo=logo)

    return change_settings("lipa", new_name, version, deps)


def test_what_is_returned_is_stored(sellers):
    before = sellers.get("lipa")
    changed = change(sellers, version=before.version)
    assert changed == sellers.get("lipa") == replace(before, name="Lipa 2", version=before.version + 1)


def test_another_version_than_the_seen_one_is_not_changed(sellers):
    before = sellers.get("lipa")
    with pytest.raises(StaleVersionError):
        change(sellers, version=before.version + 1)
    assert sellers.get("lipa") == before


def test_a_logo_is_kept_and_one_that_cannot_be_printed_changes_nothing(sellers):
    before = sellers.get("lipa")
    with pytest.raises(InvalidFieldError):
        change(sellers, logo=b"broken")
    assert sellers.get("lipa") == before
    assert change(sellers, logo=b"png").logo == "lipa:b'png'"
