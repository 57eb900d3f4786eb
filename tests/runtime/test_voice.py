"""The voice with real programs: what it is told, how it stops, how loud it is, and that it says when there is none."""

from __future__ import annotations

import io
import os
import signal
import wave
from pathlib import Path

import pytest

from kiosk.nouns import DANISH, Lost, Well
from kiosk.runtime.engines import Speech
from kiosk.runtime.voice import silence
from tests.runtime.speaking import NORMAL, Ear, Script, Speaker, done, ear, speaker

__all__ = ["ear", "speaker"]


def test_the_text_is_on_no_list_of_processes(tmp_path: Path, speaker: Speaker) -> None:
    """Given an engine that writes down its own arguments and input, the words are only in the input."""
    voice = speaker(Script(f"cat /proc/$$/cmdline > {tmp_path}/args; cat > {tmp_path}/text"), "cat")

    voice.say((Speech("Åse Hansen", DANISH),), NORMAL)
    done(voice)

    assert (tmp_path / "text").read_text("utf-8") == "Åse Hansen"
    assert "Hansen" not in (tmp_path / "args").read_text("utf-8").replace(str(tmp_path), "")


def test_an_utterance_ends_the_one_before_it(tmp_path: Path, speaker: Speaker, ear: Ear) -> None:
    """Given an engine that would speak for ever, the next utterance ends it and its player, and is said itself."""
    pids = tmp_path / "pids"
    os.mkfifo(pids)
    script = f"read -r words; echo $words >> {tmp_path}/said; echo $$ > {pids}; [ $words = sidste ] || exec sleep 600"
    voice = speaker(Script(script), "cat")
    assert ear.wait(1) == [Well()]

    voice.say((Speech("første\n", DANISH), Speech("anden\n", DANISH)), NORMAL)
    first = int(pids.read_text())
    voice.say((Speech("sidste\n", DANISH),), NORMAL)
    pids.read_text()
    done(voice)

    assert (tmp_path / "said").read_text("utf-8").split() == ["første", "sidste"]
    with pytest.raises(ProcessLookupError):
        os.kill(first, signal.SIG_DFL)
    assert ear.told == [Well()]


def test_news_waits_for_its_turn(tmp_path: Path, speaker: Speaker) -> None:
    """What is said after something else lets it finish."""
    voice = speaker(Script(f"cat >> {tmp_path}/said"), "cat")

    voice.say((Speech("A", DANISH), Speech("B", DANISH)), NORMAL)
    voice.say((Speech("C", DANISH),), NORMAL, after=True)
    done(voice)

    assert (tmp_path / "said").read_text() == "ABC"


@pytest.mark.parametrize(
    ("program", "player", "why"),
    [
        ("sh", ("no-such-player",), "no_sound"),
        ("sh", ("false",), "no_sound"),
        ("sh", (), "no_sound"),
        ("no-such-engine", ("cat",), "no_engine"),
    ],
)
def test_a_kiosk_without_sound_or_engine_says_so_once(
    program: str, player: tuple[str, ...], why: str, speaker: Speaker, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    """One piece of news, one line in the log; and looking again does not repeat it."""
    engine = Script("cat")
    engine.program = program
    voice = speaker(engine, *player)

    assert ear.wait(1) == [Lost(why)]
    voice._lane.do(voice._look_if_lost)
    done(voice)

    assert ear.told == [Lost(why)]
    assert [record.getMessage() for record in caplog.records] == ["no voice"]


def test_a_loudspeaker_that_comes_and_goes_is_news(tmp_path: Path, speaker: Speaker, ear: Ear) -> None:
    """Given a player that fails while it speaks, the voice is lost; when it plays again, it is back."""
    broken = tmp_path / "broken"
    voice = speaker(Script("cat"), "sh", "-c", f"cat > /dev/null; [ ! -e {broken} ]")
    assert ear.wait(1) == [Well()]

    broken.touch()
    voice.say((Speech("A", DANISH),), NORMAL)
    assert ear.wait(2)[-1] == Lost("no_sound")

    broken.unlink()
    voice._lane.do(voice._look_if_lost)
    assert ear.wait(3)[-1] == Well()
    voice._lane.do(voice._look_if_lost)
    done(voice)
    assert len(ear.told) == 3


@pytest.mark.parametrize(("script", "why"), [("exit 1", "no_engine"), ("exec cat", "")])
def test_an_engine_that_fails_is_lost(script: str, why: str, speaker: Speaker, ear: Ear) -> None:
    """And one that does not is not."""
    voice = speaker(Script(script), "cat")
    voice.say((Speech("A" * 200_000, DANISH),), NORMAL)
    done(voice)

    assert ear.told == [Well(), *([Lost(why)] if why else [])]


def test_an_engine_or_a_player_that_is_taken_away_is_told_apart(speaker: Speaker, ear: Ear) -> None:
    """By the name of what was not found."""
    engine = Script("cat")
    voice = speaker(engine, "cat")
    assert ear.wait(1) == [Well()]

    voice._player = ("no-such-player",)
    voice.say((Speech("A", DANISH),), NORMAL)
    assert ear.wait(2)[-1] == Lost("no_sound")

    engine.command = lambda language, manner: ("no-such-engine",)  # type: ignore[method-assign] # taken away while the kiosk runs
    voice.say((Speech("A", DANISH),), NORMAL)
    assert ear.wait(3)[-1] == Lost("no_engine")


def test_the_silence_that_is_played_first_is_a_wav() -> None:
    """Short enough not to be waited for."""
    with wave.open(io.BytesIO(silence())) as file:
        assert 0 < file.getnframes() / file.getframerate() < 0.1
