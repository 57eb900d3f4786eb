"""Glasses for the tests: one that many tests share, and a way to start another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.glass.stand import Stand, need_a_display

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """One glass in portrait for all tests that leave it as they found it."""
    need_a_display()
    with Stand(tmp_path_factory.mktemp("glass"), with_sync=True) as stand:
        yield stand


@pytest.fixture
def stand(shared: Stand) -> Stand:
    """The shared glass, on Home."""
    assert shared.alive()
    shared.to_home()
    return shared
