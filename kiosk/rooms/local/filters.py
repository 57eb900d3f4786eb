"""The narrowings of the event list a visitor can press."""

from __future__ import annotations

from enum import Enum


class EventFilter(Enum):
    """Today and this week exclude each other; the others may be combined."""

    TODAY = "today"
    WEEK = "week"
    CHILDREN = "children"
    FREE = "free"
    ENGLISH = "english"
