"""Real files for the runtime's tests: the same as the store's own tests use."""

from __future__ import annotations

from tests.store.conftest import content, letters, person

__all__ = ["content", "letters", "person"]
