"""The scripts a person starts: they run under any POSIX shell, and say what they do before they do it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

COMMANDS = ["bin/lock", "bin/run", "bin/setup", "bin/test"]
SCRIPTS = [".ci/run", *(f"bin/{path.name}" for path in sorted((Path(__file__).parents[2] / "bin").iterdir()))]
SHELLS = [shell for shell in ("sh", "dash", "bash") if shutil.which(shell)]


@pytest.fixture
def bare_project(project: Path, tmp_path: Path) -> Path:
    """Give a copy of the project in which nothing was ever set up."""
    for name in ("bin", ".ci", "config"):
        shutil.copytree(project / name, tmp_path / name)
    shutil.copy(project / "pyproject.toml", tmp_path)
    return tmp_path


def _run(
    folder: Path, *words: str, environment: dict[str, str] | None = None, timeout: float = 30
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=timeout
    )


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_good_posix_shell(project: Path, shell: str, script: str) -> None:
    """Debian's sh is dash: what only bash understands fails on the kiosk."""
    checked = _run(project, shell, "-n", script)

    assert checked.returncode == 0, checked.stderr
    assert (project / script).read_text("utf-8").startswith("#!/bin/sh\n")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_started_by_its_name(project: Path, script: str) -> None:
    """No one should need chmod after a clone."""
    assert os.access(project / script, os.X_OK)


@pytest.mark.parametrize("script", COMMANDS)
def test_help_needs_no_set_up(bare_project: Path, script: str) -> None:
    """Somebody who has just cloned the project asks what a script would do, and nothing is done."""
    answer = _run(bare_project, script, "--help")

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith(f"Usage: {script}")
    assert not answer.stderr
    assert not (bare_project / ".venv").exists()


@pytest.mark.parametrize("script", ["bin/setup", "bin/lock"])
def test_an_unknown_option_is_refused_with_the_usage(bare_project: Path, script: str) -> None:
    """A misspelt option must not be taken for none."""
    answer = _run(bare_project, script, "--tset")

    assert answer.returncode == 2
    assert "Usage:" in answer.stderr


def test_ci_does_what_people_do(project: Path) -> None:
    """There is no check that only CI knows."""
    lines = (project / ".ci" / "run").read_text("utf-8").splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == ['exec "$(dirname "$0")/../bin/test"']


def test_who_may_not_install_is_told_what_to_ask_for(bare_project: Path, tools: Path) -> None:
    """Without root and without sudo, set-up names the missing packages and the command for somebody who may install them."""
    _tool(tools, "id", "echo 1000")
    _tool(tools, "dpkg-query", "echo libgl1 installed; echo libmtdev1t64 installed")

    answer = _run(bare_project, "bin/setup", environment={"PATH": str(tools)})

    assert answer.returncode == 1
    assert "apt-get install libegl1 " in answer.stderr
    assert "xvfb" in answer.stderr
    assert "libgl1 " not in answer.stderr
    assert "libmtdev1" not in answer.stderr  # Debian 13 has it by another name


def test_an_old_python_is_not_taken(bare_project: Path, tools: Path) -> None:
    """Where no Python fits, set-up says which ones do and where to get one; it leaves nothing half-made."""
    _tool(tools, "python3", "exit 1")

    answer = _run(bare_project, "bin/setup", environment={"PATH": str(tools)})

    assert answer.returncode == 1
    assert "3.11, 3.12 or 3.13" in answer.stderr
    assert not (bare_project / ".venv").exists()


@pytest.fixture
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the few programs that set-up may count on, and no package tools."""
    folder = tmp_path_factory.mktemp("tools")
    for name in ("sh", "cat", "cut", "date", "dirname", "env", "grep", "id", "mktemp", "rm", "sed", "sha256sum", "tail", "tr"):
        program = shutil.which(name)
        assert program, name
        (folder / name).symlink_to(program)
    return folder


def _tool(folder: Path, name: str, body: str) -> None:
    """Put a program of our own into the folder, in place of the machine's."""
    path = folder / name
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)
