"""What makers' scanners can be told."""

from __future__ import annotations

import tomllib
from typing import get_args

import msgspec
import pytest

from devices.scanner.profiles import FILE, Commands, profile
from kiosk.settings import ScannerSettings

PROFILES = tomllib.loads(FILE.read_text("utf-8"))


def test_the_settings_offer_the_profiles_there_are() -> None:
    """And none that is not there."""
    offered = next(field.type for field in msgspec.structs.fields(ScannerSettings) if field.name == "profile")

    assert set(get_args(offered)) == {"none", *PROFILES}


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_can_be_read(name: str) -> None:
    """Every command is bytes, and every profile can at least wake a scanner and let it rest."""
    commands = profile(name)

    assert commands.wake
    assert commands.rest
    assert commands.wake != commands.rest


@pytest.mark.parametrize("command", ["wake", "rest", "beep_good", "beep_bad"])
def test_a_zebra_packet_adds_up(command: str) -> None:
    """Length, and the sum of all bytes with the checksum of two is nothing. Source: the maker's SSI guide."""
    packet: bytes = getattr(profile("zebra"), command)

    assert packet[0] == len(packet) - 2
    assert (sum(packet[:-2]) + int.from_bytes(packet[-2:])) & 0xFFFF == 0


def test_without_a_profile_nothing_is_sent() -> None:
    """The default."""
    assert profile("none") == Commands()


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    """A technician reads what to write instead."""
    with pytest.raises(ValueError, match=r"honeywell"):
        profile("acme")
