"""Fixtures that every test may ask for, and how Hypothesis behaves in this house."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent

# How long one example takes says more about who else uses the machine than about our code.
settings.register_profile("house", deadline=None)
# In CI the same examples each time: a red run is the change's doing. New ones are sought wherever people work.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def project() -> Path:
    """Give the folder of the project."""
    return PROJECT


def _shared(part: str) -> Path:
    folder = PROJECT.parent / "shared" / part
    if not folder.is_dir():
        pytest.skip(f"there is no folder shared/{part} beside the project")
    return folder


@pytest.fixture(scope="session")
def shared_contracts() -> Path:
    """Give the folder with the descriptions of the hub and the CMS; skip the test where it is not beside the project."""
    return _shared("contracts")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder with recorded and made-up content; skip the test where it is not beside the project."""
    return _shared("data")
