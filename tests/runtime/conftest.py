"""Real files for the runtime's tests: the same as the store's own tests use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.runtime.desks import Desk, desk_on
from tests.store.conftest import content, letters, person

if TYPE_CHECKING:
    from kiosk.store.content import Content
    from kiosk.store.letters import Letters

__all__ = ["content", "desk", "letters", "person"]


@pytest.fixture
def desk(letters: Letters, content: Content) -> Desk:
    """An archive with nothing in it."""
    return desk_on(letters, content)
