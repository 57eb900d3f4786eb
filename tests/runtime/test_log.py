"""The log: one JSON object a line that nothing can forge, and an allow-list of what it may say."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk.runtime import log

if TYPE_CHECKING:
    from collections.abc import Iterator

CPR = ["010150-5000", "0101505000"]


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the log says, from the moment it was set up."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    log.set_up(stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]


def lines(said: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_a_line_says_when_how_bad_who_and_what(said: io.StringIO) -> None:
    """Given a warning of ours with a reason, all of it is in one line."""
    logging.getLogger("store").warning("part lost", extra={"fields": {"part": "sync", "reason": "silent"}})

    (line,) = lines(said)
    assert {key: line[key] for key in ("level", "from", "said", "part", "reason")} == {
        "level": "warning",
        "from": "store",
        "said": "part lost",
        "part": "sync",
        "reason": "silent",
    }
    assert line["at"][:2] == "20"


def test_a_field_nobody_allowed_is_dropped(said: io.StringIO) -> None:
    """Given fields beside the list, only those on it are written."""
    logging.getLogger("store").info("kept", extra={"fields": {"name": "Ulvhild", "contact": "12345678", "count": 3}})

    (line,) = lines(said)
    assert line["count"] == 3
    assert not {"name", "contact"} & set(line)
    assert "Ulvhild" not in said.getvalue()


def test_what_a_library_says_is_not_repeated(said: io.StringIO) -> None:
    """Given a library that quotes an address with a token, the line says only that it spoke."""
    logging.getLogger("requests.sessions").error("GET https://hub.example/k/BCDFGHJK?name=Ulvhild failed")

    (line,) = lines(said)
    assert (line["from"], line["said"]) == ("requests.sessions", "…")
    assert "Ulvhild" not in said.getvalue()


def test_a_traceback_is_never_written(said: io.StringIO) -> None:
    """Given an exception that quotes what was typed, nothing of it is in the log."""
    try:
        int("Ulvhild 0101505000")
    except ValueError:
        logging.getLogger("kiosk").exception("bug")

    assert len(lines(said)) == 1
    assert "Ulvhild" not in said.getvalue()


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(text=st.text(max_size=60) | st.sampled_from(['\n{"level":"info"}', "\x1b[31m", "\r\n", "\u2028", "\ud800", "\x85"]))
def test_nothing_can_forge_a_line_or_colour_a_terminal(text: str) -> None:
    """Given any text as message and as reason, it is one line of printable ASCII that reads back as one object."""
    # The formatter itself: a handler of the test runner's would carry lone surrogates where they cannot be written.
    record = logging.makeLogRecord(
        {"name": "devices", "levelno": logging.WARNING, "levelname": "WARNING", "msg": text, "fields": {"reason": text}}
    )

    written = log.Lines().format(record)

    assert len(written.splitlines()) == 1
    assert all(" " <= character <= "~" for character in written)
    assert isinstance(json.loads(written), dict)


@pytest.mark.parametrize("number", CPR)
@pytest.mark.parametrize("where", ["message", "field"])
def test_ten_digits_are_masked_wherever_they_come_from(said: io.StringIO, number: str, where: str) -> None:
    """Given what may be a CPR number, in the message or a field, it is a # in the log."""
    if where == "message":
        logging.getLogger("devices").info("code %s strange", number)
    else:
        logging.getLogger("devices").info("code", extra={"fields": {"reason": f"x{number}y"}})

    assert number not in said.getvalue()
    assert "#" in said.getvalue()


def test_the_window_librarys_life_story_is_left_out_and_its_troubles_are_not(said: io.StringIO) -> None:
    """Given what Kivy says at each start, only its warnings come through."""
    logging.getLogger("kivy").info("Kivy: v2.3.1")
    logging.getLogger("kivy").warning("no provider")

    assert [line["level"] for line in lines(said)] == ["warning"]


def test_a_place_is_a_module_of_ours_and_a_line() -> None:
    """Given an error out of the standard library, the innermost frame of ours is named, never the message."""
    from kiosk.demo.tour import size_of

    with pytest.raises(ValueError, match="not a size") as caught:
        size_of("0101505000")

    place = log.place_of(caught.value)
    assert place.startswith("kiosk.demo.tour:")
    assert "0101505000" not in place
    assert log.place_of(ValueError("never raised")) == "?"
