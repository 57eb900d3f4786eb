"""What every kind of the feed is, and the list of them all."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from hub.models import Library

Data = dict[str, Any]


class FeedKind(ABC):
    """One kind of object in the feed."""

    name: ClassVar[str]

    @abstractmethod
    def rows(self, library: Library) -> Iterator[tuple[str, Data]]:
        """Give every object of a branch that is to be on its kiosks, as key and data."""

    @abstractmethod
    def one(self, library: Library, key: str) -> Data | None:
        """Give one object's data; None when it is to be taken off the glass."""


@cache
def feed_kinds() -> Mapping[str, FeedKind]:
    """Find every kind in this folder."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        importlib.import_module(f"hub.feeds.{module.name}")
    return {kind.name: kind() for kind in FeedKind.__subclasses__()}
