"""The model at length, on both engines; and every mutant of the kiosk must be found by it, by what it does wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.faults import LineFault
from tests.hub import pg
from tests.long.model.agreement import run_model
from tests.long.model.disasters import HardDays
from tests.long.model.hubs import ModelHub, database
from tests.long.model.machine import FAULTS, HubAndKiosks
from tests.long.model.mutants import MUTANTS

pytestmark = pytest.mark.long


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pg.needed)])
def test_no_confirmed_op_is_lost_or_doubled(tmp_path: Path, engine: str) -> None:
    """Whatever happens to two kiosks and their hub, in whatever order; and all of it did happen."""
    with database(engine) as address, ModelHub(tmp_path / "hub", address) as hub:
        days = HardDays.at(hub)
        run_model(days, examples=150, steps=25)

    missing = {fault.name for fault in FAULTS} - set(days.seen)
    assert not missing, "these faults never happened"
    assert {"hub killed", "kiosk killed", "restored", "revoked", "late copies"} <= set(days.seen)
    assert LineFault.SLOW.name not in days.seen


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelHub]:
    """A hub for the mutants."""
    with ModelHub(tmp_path_factory.mktemp("mutants") / "hub") as served:
        yield served


@pytest.mark.parametrize("mutant", sorted(MUTANTS))
def test_each_mutant_is_found(hub: ModelHub, mutant: str) -> None:
    """By one of its own names, within sixty examples."""
    kiosk, names = MUTANTS[mutant]
    days = HubAndKiosks.at(hub, kiosk)

    with pytest.raises(AssertionError):
        run_model(days, examples=60, steps=20)

    assert set(days.found[0]) & names, days.found
