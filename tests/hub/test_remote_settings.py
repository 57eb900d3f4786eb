"""Settings of kiosks from afar, at the hub: what may be set, by whom, what a kiosk says became of it, and the way back."""

from __future__ import annotations

import pytest
from django.test import Client

from hub.acts import remote
from hub.models import AuditLog, Device, Library, SettingsVersion
from hub.office.remote_words import KEYS
from hub.outside import now
from kiosk.remote import REMOTE, RemoteError, check, form_of
from tests.hub.desk import Kiosk, enrolled
from tests.hub.office import staff

PAGE = "/office/kiosks/settings/"


@pytest.fixture
def browser(library: Library) -> Client:
    """Give a technician."""
    return staff("Tekniker")


def text(browser: Client, path: str = PAGE) -> str:
    """Fetch a page that must be there."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_key_that_may_be_set_has_words_and_a_form() -> None:
    """The hub's words and the kiosk's list cannot drift apart."""
    assert set(KEYS) == set(REMOTE)
    assert {form_of(key).kind for key in REMOTE} == {"switch", "number", "choice", "text"}


@pytest.mark.parametrize(
    "key",
    [
        "hub.address",
        "hub.secret_file",
        "seal.public",
        "data.folder",
        "printer.address",
        "scanner.address",
        "sound.player",
        "fonts.folder",
    ],
)
def test_no_secret_device_address_folder_or_command_may_be_set(key: str) -> None:
    """Whoever holds the hub does not hold the machines."""
    with pytest.raises(RemoteError):
        check({key: "x"})


def test_what_is_set_reaches_the_kiosk_by_its_feed(library: Library, kiosk: Kiosk) -> None:
    """The branch's under one key, the kiosk's own under its id; a colleague's kiosk has none."""
    device = Device.objects.get(pk=kiosk.device)

    remote.want(library, None, {"look.theme": "night"}, who="jette", now=now())
    remote.want(library, device, {"sound.on": False}, who="jette", now=now())

    found, _ = kiosk.everything()
    assert found["remote branch"]["values"] == {"look.theme": "night"}
    assert found[f"remote {device.pk}"]["values"] == {"sound.on": False}
    versions = f"{found['remote branch']['version']}.{found[f'remote {device.pk}']['version']}"
    assert remote.wanted_version(device) == versions


def test_the_page_keeps_what_is_chosen_and_writes_it_down(browser: Client, library: Library) -> None:
    """Empty fields stay the kiosk's own."""
    browser.post(f"{PAGE}set", {"look-theme": "night", "content-stale_after_hours": "48", "sound-on": "", "look-calm": "false"})

    assert remote.values_of(library, None) == {"look.theme": "night", "content.stale_after_hours": 48, "look.calm": False}
    line = AuditLog.objects.get(act="settings_wanted")
    assert (line.who, line.what) == ("bente", "*: content.stale_after_hours look.calm look.theme")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("content-stale_after_hours", "0"),
        ("content-stale_after_hours", "721"),
        ("look-theme", "pink"),
        ("scanner-item_pattern", "((("),
    ],
)
def test_a_value_no_kiosk_could_use_is_not_kept(browser: Client, library: Library, field: str, value: str) -> None:
    """The page says which, and what is wrong with it, and nothing was sent to anybody."""
    answer = browser.post(f"{PAGE}set", {field: value})

    assert "Kan ikke bruges" in answer.content.decode()
    assert not SettingsVersion.objects.exists()


def test_one_click_goes_back_to_the_former_version(browser: Client, library: Library) -> None:
    """As a new version, so that kiosks try it like any other."""
    remote.want(library, None, {"look.theme": "night"}, who="jette", now=now())
    remote.want(library, None, {"look.theme": "contrast"}, who="jette", now=now())

    browser.post(f"{PAGE}undo")

    newest = remote.newest(library, None)
    assert newest is not None
    assert (newest.values, newest.undoes) == ({"look.theme": "night"}, newest.pk - 1)
    assert AuditLog.objects.filter(act="settings_undone", who="bente").exists()


def beat(kiosk: Kiosk, **told: object) -> None:
    """Let a kiosk say what it runs."""
    status, _ = kiosk.post("/v1/heartbeat", {"settings": told})
    assert status == 200


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"version": "{w}"}, "kører"),
        ({"version": "{w}", "trying": True}, "prøver det"),
        ({"version": "0.0"}, "har ikke hørt det endnu"),
        ({"version": "0.0", "refused": "{w}", "reason": "bug"}, "Noget gik i stykker, mens den prøvede."),
        ({"version": "0.0", "refused": "{w}", "reason": "look.theme: Invalid enum value"}, "look.theme: Invalid enum value"),
    ],
)
def test_the_page_tells_wanted_running_and_taken_back(
    browser: Client, library: Library, kiosk: Kiosk, told: dict[str, object], said: str
) -> None:
    """With the kiosk's own reason."""
    remote.want(library, None, {"look.theme": "night"}, who="jette", now=now())
    wanted = remote.wanted_version(Device.objects.get(pk=kiosk.device))

    beat(kiosk, **{name: value.format(w=wanted) if isinstance(value, str) else value for name, value in told.items()})

    assert said in text(browser)


def test_a_kiosk_of_an_older_program_is_not_taken_for_one_that_runs_it(browser: Client, library: Library, kiosk: Kiosk) -> None:
    """It says nothing of settings in its heartbeat."""
    remote.want(library, None, {"look.theme": "night"}, who="jette", now=now())

    kiosk.post("/v1/heartbeat", {"app": "0.9"})

    assert "siger ikke, hvad den kører" in text(browser)


def test_editors_may_look_and_not_touch_and_strangers_see_nothing(library: Library, kiosk: Kiosk) -> None:
    """Settings are the technicians'; a kiosk of another branch is not there."""
    editor = staff("Redaktør", "ed", ("vejgaard",))
    other = Library.objects.create(key="other", name="Et andet")
    theirs = enrolled(other)

    assert editor.get(PAGE).status_code == 200
    assert editor.post(f"{PAGE}set", {"look-theme": "night"}).status_code == 403
    assert editor.get(f"{PAGE}{theirs.device}/").status_code == 404
