"""The command line: each command helps, refuses in one line that says what to do, and speaks JSON where it is asked to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import SUPPRESS
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.cli import parser
from tests.faults.branch import SmallBranch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = '[branch]\nname = "Prøve"\n'


def commands() -> list[str]:
    """Every command there is."""
    (group,) = (action for action in parser()._actions if isinstance(action.choices, dict))
    assert isinstance(group.choices, dict)
    return list(group.choices)


def kiosk(*words: str, typed: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a technician would, without a display."""
    own = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words],
        input=typed if typed is not None else "",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**own, **environment},
    )


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[SmallBranch]:
    """A branch with a hub and a source."""
    with SmallBranch(tmp_path) as made:
        yield made


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help(command: str) -> None:
    """Given `--help`, it says what the command does and explains each option, and ends well."""
    done = kiosk(command, "--help")

    assert done.returncode == 0
    assert f"usage: kiosk {command}" in done.stdout
    assert done.stderr == ""
    (action,) = (each for each in parser()._actions if isinstance(each.choices, dict))
    assert isinstance(action.choices, dict)
    assert [option.dest for option in action.choices[command]._actions if not option.help and option.dest != SUPPRESS] == []
    assert action.choices[command].description


def test_the_list_of_commands_is_the_help() -> None:
    """Given no command, the usage is told and the status says wrong use; given `--help`, every command has its line."""
    helped, bare = kiosk("--help"), kiosk()

    assert all(f"\n    {command} " in helped.stdout for command in commands())
    assert bare.returncode == 2
    assert "usage: kiosk" in bare.stderr


def test_the_version_is_told() -> None:
    """The same that the package has."""
    from kiosk import __version__

    assert kiosk("--version").stdout == f"kiosk {__version__}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "[printer]\nbaud = 57\n", "printer.baud: "),
        (GOOD + "[screen\n", "line 3: "),
        ("", "top level: "),
        (None, "file: cannot be read. Check the path"),
    ],
)
def test_check_names_file_place_and_remedy_in_one_line(tmp_path: Path, text: str | None, said: str) -> None:
    """Given a bad file, standard error has one line and no traceback; the status is 2."""
    path = tmp_path / "kiosk.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    done = kiosk("check", str(path))

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"kiosk: {path}: {said}")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr.split(". ")) >= 2


def test_check_says_that_a_good_file_is_good(tmp_path: Path) -> None:
    """And what it found in it."""
    path = tmp_path / "kiosk.toml"
    path.write_text(GOOD, encoding="utf-8")

    done = kiosk("check", str(path))

    assert (done.returncode, done.stderr) == (0, "")
    assert "Prøve" in done.stdout


@pytest.mark.parametrize("command", ["run", "sync", "pin"])
def test_without_settings_no_command_starts(tmp_path: Path, command: str) -> None:
    """Given a path to nothing, each says so in one line, and the status is 2."""
    done = kiosk(command, "--config", str(tmp_path / "none.toml"))

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "none.toml" in done.stderr


def test_sync_once_speaks_json(branch: SmallBranch) -> None:
    """Given a branch that is well, the report is one JSON object with sources and what was pushed; the status is 0."""
    done = kiosk("sync", "--once", "--json", "--config", str(branch.config))

    report: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == 0
    assert [(source["name"], source["trouble"]) for source in report["sources"]] == [("prøve", "")]
    assert report["pushed"] == {"sent": 0, "acked": 0, "parked": 0, "reason": "", "more": False}


def test_sync_once_says_by_its_status_that_something_is_wrong(branch: SmallBranch) -> None:
    """Given a source that is gone, the report names its trouble, the content stays, and the status is 1."""
    (branch.folder / "content" / "events.json").unlink()

    done = kiosk("sync", "--once", "--json", "--config", str(branch.config))

    assert done.returncode == 1
    assert json.loads(done.stdout)["sources"][0]["trouble"]


def test_doctor_speaks_json_and_gives_a_remedy_for_everything_bad(branch: SmallBranch) -> None:
    """Given no display and no beat of sync, both are found, each with what to do; what is well is said to be."""
    done = kiosk("doctor", "--json", "--config", str(branch.config))

    findings: list[dict[str, str]] = json.loads(done.stdout)
    by_name = {finding["what"]: finding for finding in findings}
    assert done.returncode == 1
    assert {
        "settings",
        "clock",
        "fonts",
        "languages",
        "display",
        "data folder",
        "letters",
        "content",
        "seal key",
        "hub",
        "printer",
        "scanner",
    } <= set(by_name)
    assert by_name["display"]["state"] == "bad"
    assert by_name["seal key"]["state"] == by_name["letters"]["state"] == "well"
    assert all(finding["remedy"] for finding in findings if finding["state"] == "bad")
    assert {finding["state"] for finding in findings} <= {"well", "note", "bad"}


def test_doctor_without_settings_says_so(tmp_path: Path) -> None:
    """There is little to look at, and that is the finding."""
    done = kiosk("doctor", "--json", "--config", str(tmp_path / "none.toml"))

    assert done.returncode == 1
    assert [(finding["what"], finding["state"]) for finding in json.loads(done.stdout)] == [("settings", "bad")]


def test_the_pin_is_read_from_standard_input_only(branch: SmallBranch) -> None:
    """Given six digits on standard input, they are set; five are refused in words; an argument is not taken."""
    good, short = (kiosk("pin", "--config", str(branch.config), typed=f"{pin}\n") for pin in ("739155", "73915"))
    argued = kiosk("pin", "--config", str(branch.config), "739155")

    assert good.returncode == 0
    assert "739155" not in good.stdout + good.stderr
    assert short.returncode == 2
    assert "six digits" in short.stderr
    assert argued.returncode == 2
    assert (branch.data / "staff-pin").read_text().startswith("$argon2id$")


def test_replay_of_no_journal_says_so(tmp_path: Path, branch: SmallBranch) -> None:
    """Given a file that is not there, or rubbish, one line and status 2."""
    rubbish = tmp_path / "rubbish"
    rubbish.write_text("a\nb\n")

    for path in (tmp_path / "nothing", rubbish):
        done = kiosk("replay", str(path), "--config", str(branch.config))
        assert done.returncode == 2
        assert str(path) in done.stderr
        assert "Traceback" not in done.stderr


def test_replay_says_the_same_of_every_line_of_a_visit(branch: SmallBranch) -> None:
    """Given the journal of real sign-ups by the real core, every line that can be replayed leads where it led."""
    signing = branch.start_signing_up("Ane")
    assert signing.ready.wait(30)
    while len(signing.confirmed) < 3:
        assert signing.process.poll() is None
    signing.kill()

    done = kiosk("replay", str(branch.data / "journal.jsonl"), "--json", "--config", str(branch.config))

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, [line for line in lines if line["same"] is False][:3]
    assert len([line for line in lines if line["same"]]) > 60
    assert [line for line in lines if line["same"] is False] == []


@pytest.mark.parametrize("size", ["huge", "10801920", "x1920", "0x0", "1080x99999"])
def test_a_size_that_is_none_is_refused(tmp_path: Path, size: str) -> None:
    """One line, and status 2."""
    done = kiosk("tour", "--out", str(tmp_path), "--size", size)

    assert done.returncode == 2
    assert size in done.stderr
    assert "Traceback" not in done.stderr
