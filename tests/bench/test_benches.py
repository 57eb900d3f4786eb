"""The benches' command lines, and what they do before anything is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import idle, start, touch
from bench.glass import PATCH, Look, Round, TooSlowError, telling_patch
from bench.ours import events, python_ms
from bench.processes import Program, ProgramError, clean_environment, pause
from bench.start import Start
from bench.x11 import BYTES, Area

SIDE = 4 * PATCH
WHOLE = Area(0, 0, SIDE, SIDE)


def _look(*marked: Area) -> Look:
    """A white glass with black areas."""
    rows = [bytearray(b"\xff" * SIDE * BYTES) for _ in range(SIDE)]
    for area in marked:
        for row in rows[area.y : area.y + area.h]:
            row[area.x * BYTES : (area.x + area.w) * BYTES] = bytes(area.w * BYTES)
    return Look(WHOLE, b"".join(rows))


def _gone(pid: int) -> bool:
    """Wait a moment for a process to end; one that nobody has buried yet counts as ended."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        pause(0.01)
    return False


def test_the_benches_have_the_rounds_that_were_agreed() -> None:
    """Seven starts, thirty touches, thirty seconds of rest."""
    assert start.arguments([]).rounds == 7
    assert touch.arguments([]).rounds == 30
    assert idle.arguments([]).seconds == 30


def test_one_program_can_be_measured_alone() -> None:
    """For a profile, or where the browser is not there."""
    assert start.arguments(["--only", "kiosk", "--only", "Chromium", "--check"]).only == ["kiosk", "Chromium"]
    assert touch.arguments([]).only == []


def test_an_unknown_program_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The refusal names those there are."""
    with pytest.raises(SystemExit):
        idle.arguments(["--only", "Firefox"])

    assert "bare Kivy" in capsys.readouterr().err


def test_start_is_judged_beside_chromium_and_never_alone() -> None:
    """A ratio needs both; without Chromium there is no goal that could be met by accident."""
    kiosk, page = [Start(350.0, 300.0)], [Start(1000.0, 500.0)]

    both = start.goals(start.series({"kiosk": kiosk, "Chromium": page}))

    assert [(goal.value, goal.met) for goal in both] == [(0.35, True), (0.6, False)]
    assert start.goals(start.series({"kiosk": kiosk, "bare Kivy": kiosk})) == []


def test_each_step_of_a_touch_is_beside_the_pages() -> None:
    """The ratio of a row is to the same step in Chromium."""
    times = touch.series({"kiosk": [Round(10, 50, 20)], "Chromium": [Round(5, 100, 20)]})

    assert [row[-1] for row in touch.rows(times)] == ["2.00", "1.00", "0.50", "1.00", "1.00", "1.00"]


def test_the_patch_that_is_watched_tells_all_looks_apart() -> None:
    """Where the pressed field looks like the list, the patch is taken elsewhere."""
    field, list_only = Area(0, 0, SIDE, 2 * PATCH), Area(0, 3 * PATCH, PATCH, PATCH)
    home, pressed, listed = _look(), _look(field), _look(field, list_only)

    patch = telling_patch(WHOLE, (home, listed), (pressed, listed))

    assert patch == list_only


def test_a_touch_that_does_nothing_is_an_error() -> None:
    """Or the bench would wait for a change that never comes."""
    with pytest.raises(TooSlowError):
        telling_patch(WHOLE, (_look(), _look()))


def test_two_thousand_events_have_keys_of_their_own() -> None:
    """The store would keep one of two with the same key, and the list would be short."""
    made = events()

    assert len({event["key"] for event in made}) == len(made) == 2000


def test_the_share_of_our_own_code_is_the_second_word_of_a_line(tmp_path: Path) -> None:
    """A file that is not there means that nothing was drawn; the first drawing belongs to the start."""
    assert python_ms(tmp_path) == []
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "frames.txt").write_text("home 14.0\nhome 3.5\nlist 4.25 1.0\n", encoding="utf-8")

    assert python_ms(tmp_path) == [3.5, 4.25]


def test_a_program_and_its_children_end_together(tmp_path: Path) -> None:
    """A bench leaves nothing running, even what does not listen to a kind word."""
    ready = tmp_path / "ready"
    script = f"trap '' TERM; sleep 60 & echo 1.5 > {ready}; wait"
    program = Program(["sh", "-c", script], environment=clean_environment(":0", tmp_path), log=tmp_path / "log")

    assert program.await_line(ready, 10) == "1.5"
    family = program.pids
    program.stop(seconds=0.2)

    assert len(family) == 2
    assert [pid for pid in family if not _gone(pid)] == []


def test_a_program_that_ends_early_says_why(tmp_path: Path) -> None:
    """The end of what it wrote is in the error."""
    program = Program(["sh", "-c", "echo no glass; exit 3"], environment=clean_environment(":0", tmp_path), log=tmp_path / "log")

    with pytest.raises(ProgramError, match="ended with 3: no glass"):
        program.await_line(tmp_path / "ready", 10)


def test_a_measured_program_gets_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's KIVY_ or LD_PRELOAD must not change a figure."""
    monkeypatch.setenv("KIVY_GL_BACKEND", "mock")

    given = clean_environment(":7", tmp_path, KIOSK_READY="r")

    assert given["DISPLAY"] == ":7"
    assert "KIVY_GL_BACKEND" not in given
    assert "PATH" in given
