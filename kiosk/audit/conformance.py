"""Writes the table of EN 301 549 in docs/accessibility.md, clause by clause, from the clauses, the checklist and the debts.

Used as `python -m kiosk.audit.conformance docs/accessibility.md`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.audit import debts
from kiosk.audit.checklist import ITEMS
from kiosk.audit.clauses import GENERAL, HARDWARE, Clause
from kiosk.audit.clauses_software import SOFTWARE

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKER = "<!-- Below this line the page is generated: python -m kiosk.audit.conformance docs/accessibility.md. Write above it. -->"

INTRO = """## Conformance, clause by clause

What this software does about EN 301 549 V3.2.1, chapters 5, 8, 11 and 12. »Audit« are the numbers of `kiosk audit` that measure it.
No kiosk's hardware was tried, and no visitor. This is no declaration of conformity: that is for whoever puts up the whole kiosk.

- **met** - by the software, and the audit measures it
- **by review** - by the software, as far as reading it shows; the audit does not measure it
- **in part** - it holds, but for the debts named (D1 ...), which stand under the table
- **with hardware** - the software does its share; the house brings the rest
- **house** - nothing the software can do
- **not applicable** - with the reason"""


def page() -> str:
    """Give the generated part of the page."""
    parts = [MARKER, "", INTRO, ""]
    parts += [
        "| clause | about | status | how, and what is missing | the house brings | audit |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    parts += [_row(clause) for clause in (*GENERAL, *HARDWARE, *SOFTWARE)]
    parts += [
        "",
        *_counts(),
        "",
        "## What does not hold yet",
        "",
        *_debts(),
        "",
        "## What the audit measures",
        "",
        "| no. | what | asked | clause | what does not hold yet, or why nothing is measured |",
    ]
    parts += ["| --- | --- | --- | --- | --- |", *_items(), ""]
    return "\n".join(parts)


def status(clause: Clause) -> str:
    """Give what a clause comes to."""
    if not clause.applies:
        return "not applicable"
    if _owed(clause):
        return "in part"
    if clause.hardware:
        return "with hardware" if clause.how else "house"
    return "met" if _measured(clause) else "by review"


def _measured(clause: Clause) -> bool:
    """Whether the audit measures a clause: at least one of its numbers is not by hand."""
    by_hand = {item.number for item in ITEMS if item.by_hand}
    return any(number not in by_hand for number in clause.numbers)


def _owed(clause: Clause) -> tuple[str, ...]:
    """What is known not to hold of a clause."""
    return tuple(dict.fromkeys(means for number in clause.numbers for means in debts.of(number)))


def _row(clause: Clause) -> str:
    """One line of the table."""
    how = "; ".join(part for part in (clause.how, *((f"**not:** {', '.join(_owed(clause))}",) if _owed(clause) else ())) if part)
    numbers = ", ".join(str(number) for number in clause.numbers)
    return f"| {clause.clause} | {clause.title} | {status(clause)} | {how} | {clause.hardware} | {numbers} |"


def _debts() -> Iterator[str]:
    """Each debt, with the numbers it is about."""
    for debt in debts.DEBTS:
        yield f"- **{debt.name}** ({', '.join(map(str, debt.numbers))}) {debt.means}."


def _counts() -> Iterator[str]:
    """How many clauses come to what."""
    found = [status(clause) for clause in (*GENERAL, *HARDWARE, *SOFTWARE)]
    yield ", ".join(f"{found.count(kind)} {kind}" for kind in dict.fromkeys(found)) + "."


def _items() -> Iterator[str]:
    """The checklist, with what does not hold."""
    for item in ITEMS:
        owed = ", ".join(debts.of(item.number)) or item.by_hand or item.only_full
        yield f"| {item.number} | {item.name} | {item.threshold} | {item.clause} | {owed} |"


def written(text: str) -> str:
    """Give a page with its generated part made anew; what stands over the marker stays."""
    return text.split(MARKER, maxsplit=1)[0].rstrip() + "\n\n" + page()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(written(target.read_text("utf-8")), encoding="utf-8")
