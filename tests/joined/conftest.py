"""One hub for all the tests that join it to a kiosk, and a fresh kiosk for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from tests.joined.hub_house import HubHouse
from tests.joined.stand import Stand

NUMBERS = count(1)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubHouse]:
    """Give the hub, which serves."""
    with HubHouse(tmp_path_factory.mktemp("joined") / "hub") as served:
        yield served


@pytest.fixture
def place() -> str:
    """Give the name of a place where no other kiosk stands."""
    return f"Ved døren nr. {next(NUMBERS)}"


@pytest.fixture
def key() -> str:
    """Give a key that no other event has."""
    return f"event-{next(NUMBERS)}"


@pytest.fixture
def new_stand(house: HubHouse, tmp_path: Path) -> Iterator[Callable[[str], Stand]]:
    """Give the way to make a kiosk, which is no device yet, by its sources as the settings have them."""
    with ExitStack() as stack:

        def make(sources: str = "") -> Stand:
            return stack.enter_context(Stand(tmp_path / f"kiosk-{next(NUMBERS)}", house.address, sources=sources))

        yield make


@pytest.fixture
def stand(house: HubHouse, new_stand: Callable[[str], Stand], place: str) -> Stand:
    """Give a kiosk that has been enrolled with a code."""
    made = new_stand("")
    assert made.enrol(house.ask("code", place=place)["code"]) == 0
    return made
