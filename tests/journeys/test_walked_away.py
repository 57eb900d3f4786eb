"""Somebody types their name and walks away: when time has run out, it is nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.glass.stand import Stand, need_a_display
from tests.journeys.memory import traces

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.glass, pytest.mark.timeout(300)]

MARKER = "Ægilvqøxåwjkz"
"""Typed key by key on the glass; no word of any language, so that finding it means finding what was typed."""

KEPT_S = 5.0


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    need_a_display()
    with Stand(tmp_path) as made:
        yield made


def holding(stand: Stand, words: str) -> list[str]:
    """Every file of the kiosk's, its log and its targets that hold some words, in any of three ways of writing them."""
    forms = [words.encode(), words.encode("latin-1"), words.encode("utf-16-le"), ascii(words)[1:-1].encode()]
    files = [path for folder in (stand.data, stand.home, stand.folder / "work") for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in (*files, stand.log, stand.targets) if any(form in path.read_bytes() for form in forms)]


def remembered(stand: Stand) -> list[tuple[str, bytes]]:
    """Where the app's memory holds the name, or its first eight letters, as UTF-8 or as Python keeps such words."""
    beginning = MARKER[:8]
    found = [trace for form in ("utf-8", "latin-1") for trace in traces(stand.glass.pid, beginning.encode(form))]
    return [(trace.region, trace.around) for trace in found]


def test_when_time_runs_out_the_name_is_in_no_file_and_not_in_memory(stand: Stand) -> None:
    """Given a name in the first question and nobody there, 90 seconds later the kiosk rests, and nothing of it is left."""
    visitor = stand.visitor
    stand.to_event(stand.open_event())
    visitor.tap("sign_up")
    visitor.screen("form")
    visitor.type(MARKER)
    assert MARKER in visitor.look().texts
    assert holding(stand, MARKER) == [str(stand.targets)]
    assert remembered(stand)

    visitor.screen("still_there", within=70.0)
    assert holding(stand, MARKER) == []
    visitor.screen("resting", within=60.0)

    assert holding(stand, MARKER) == []
    stand.until(lambda: not remembered(stand), KEPT_S)
    assert remembered(stand) == []
