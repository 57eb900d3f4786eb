"""`kiosk audit`: holds every screen against the checklist of accessibility, and says what fails and where it is worst."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from kiosk.audit import plan
from kiosk.audit.audit import Audit
from kiosk.audit.ruler import FONTS, Ruler
from kiosk.audit.values import Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PLACES = 4

UNREADY = 2


def run_audit(*, as_json: bool, full: bool) -> int:
    """Take all readings; 0 when nothing fails, 1 when something does, 2 where the fonts are missing."""
    if not (FONTS / "NotoSans-Regular.ttf").exists():
        print(f"kiosk audit: there is no Noto Sans in {FONTS}: run bin/setup", file=sys.stderr)  # noqa: T201 - the command line speaks
        return UNREADY
    audit = Audit(Ruler(FONTS))
    audit.run(plan.full() if full else plan.small(), progress=_progress)
    if full:
        from kiosk.audit.glass import on_the_glass

        on_the_glass(audit.tally, _progress)
    results = audit.tally.results()
    print(_as_json(results) if as_json else "\n".join(lines(results)))  # noqa: T201
    return status(results)


def status(results: Sequence[Result]) -> int:
    """The exit status: 1 when anything fails."""
    return int(any(result.outcome is Outcome.FAIL for result in results))


def _progress(words: str) -> None:
    """Say how far it has come, where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{words:<78}", end="", file=sys.stderr, flush=True)  # noqa: T201


def _as_json(results: Sequence[Result]) -> str:
    """The report for programs."""
    return msgspec.json.format(msgspec.json.encode(results), indent=1).decode()


def lines(results: Sequence[Result]) -> list[str]:
    """The report for people: a line a number, under it where it fails; then how many of each."""
    out: list[str] = []
    for result in results:
        said = f"{result.number:>2}  {result.outcome.value:<14}  {result.name}: {result.measured or result.why}"
        out.append(said)
        if result.outcome is Outcome.FAIL:
            out.append(f"    asked {result.threshold}; worst: {result.worst}")
            out.append(f"    in {len(result.places)} places: {_some(result.places)}")
        elif result.worst:
            out.append(f"    nearest to failing: {result.worst}")
    counts = (f"{sum(each.outcome is kind for each in results)} {kind.value}" for kind in Outcome)
    return [*out, "", ", ".join(counts)]


def _some(places: Sequence[str]) -> str:
    """The first few places."""
    more = len(places) - MOST_PLACES
    return "; ".join(places[:MOST_PLACES]) + (f"; and {more} more" if more > 0 else "")
