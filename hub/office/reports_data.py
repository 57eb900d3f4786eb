"""What the reports tell of one month at one branch, as tables whose numbers may be shown.

Only whole months that are over are told, and the branches side by side are told by the very numbers each branch's own table shows:
from two answers nobody can work out a third.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec import Struct

from hub.models import Library, Signup, UseCount
from hub.office.profile_form import ROOM_WORDS
from hub.office.reports_cells import Shown, protected, protected_list
from hub.office.reports_words import SLIPS

MOST_MONTHS = 13
WEEKS = ((1, 7), (8, 14), (15, 21), (22, 31))
ROOMS = ("local", "communities", "debate", "reading")


class Table(Struct, frozen=True):
    """A report: `cells` row by row, None = hidden. With `sums` the last row and the last column are sums."""

    key: str
    title: str
    about: str
    head: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    sums: bool = True
    marks: tuple[str, ...] = ()
    """A colour's name for each column, for the plot."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(number != 0 for row in self.cells for number in row)


class Month(Struct, frozen=True):
    """A calendar month here: when it begins and ends."""

    begins: datetime
    ends: datetime

    @property
    def key(self) -> str:
        """`2026-10`."""
        return self.begins.strftime("%Y-%m")


def months(now: datetime) -> list[Month]:
    """Give the months that are over, the newest first."""
    first = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    for _number in range(MOST_MONTHS):
        ends, first = first, (first - timedelta(days=1)).replace(day=1)
        found.append(Month(_local(first), _local(ends)))
    return found


def _local(day: datetime) -> datetime:
    """Midnight here, whatever the clock change."""
    return timezone.make_aware(day.replace(tzinfo=None))


def _counts(library: Library, month: Month, begin: str) -> Counter[tuple[int, str]]:
    """Add up what was counted, by hour of the day here and by what it was."""
    found: Counter[tuple[int, str]] = Counter()
    rows = UseCount.objects.filter(library=library, hour__gte=month.begins, hour__lt=month.ends, what__startswith=begin)
    for hour, what, number in rows.values_list("hour", "what", "n"):
        found[timezone.localtime(hour).hour, what.removeprefix(begin)] += number
    return found


def use_by_hour(library: Library, month: Month) -> Table:
    """How often each room was gone into, by the hour."""
    counts = _counts(library, month, "room.")
    rooms = [room for room in ROOMS if any(what == room for _hour, what in counts)] or list(ROOMS)
    hours = sorted({hour for hour, _what in counts})
    span = range(hours[0], hours[-1] + 1) if hours else range(0)
    cells = protected([[counts[hour, room] for room in rooms] for hour in span])
    return Table(
        key="use",
        title=_("Brug, time for time"),
        about=_("Hvor tit nogen gik ind i et rum på kioskerne, efter klokkeslæt."),
        head=_("Kl."),
        rows=(*(f"{hour}–{hour + 1}" for hour in span), _("I alt")),
        columns=(*(str(ROOM_WORDS[room]) for room in rooms), _("I alt")),
        cells=_frozen(cells) if hours else (),
        marks=tuple(rooms),
    )


def use_by_branch(libraries: Iterable[Library], month: Month) -> Table:
    """The branches side by side, by the sums that each one's own table shows; no sum over branches."""
    rows: list[str] = []
    cells: list[tuple[int | None, ...]] = []
    for library in libraries:
        own = use_by_hour(library, month)
        if own.cells:
            told = dict(zip(own.marks, own.cells[-1], strict=False))
            rows.append(library.name)
            cells.append(tuple(told.get(room, 0) for room in ROOMS))
    return Table(
        key="branches",
        title=_("Brug, filial for filial"),
        about=_("Hvor tit nogen gik ind i et rum. Ingen sum på tværs: den kunne røbe et tal, der er skjult."),
        head=_("Filial"),
        rows=tuple(rows),
        columns=tuple(str(ROOM_WORDS[room]) for room in ROOMS),
        cells=tuple(cells),
        sums=False,
        marks=ROOMS,
    )


def signups(library: Library, month: Month) -> Table:
    """Sign-ups by the week in which they came."""
    found: Counter[tuple[int, str]] = Counter()
    rows = Signup.objects.filter(library=library, at__gte=month.begins, at__lt=month.ends)
    for at, kind in rows.values_list("at", "occasion__kind"):
        found[_week(timezone.localtime(at).day), kind] += 1
    cells = protected([[found[week, kind] for kind in ("event", "group")] for week in range(len(WEEKS))])
    return Table(
        key="signups",
        title=_("Tilmeldinger, uge for uge"),
        about=_("Hvornår tilmeldingerne kom; også dem, der siden er meldt fra."),
        head=_("Dage"),
        rows=(*(f"{first}.–{min(last, _days(month))}." for first, last in WEEKS), _("I alt")),
        columns=(_("arrangementer"), _("fællesskaber"), _("I alt")),
        cells=_frozen(cells) if found else (),
        marks=("local", "communities"),
    )


def slips(library: Library, month: Month) -> Table:
    """What was printed, by kind; without a sum there is nothing to subtract."""
    counts: Counter[str] = Counter()
    for (_hour, what), number in _counts(library, month, "slip.").items():
        counts[what] += number
    kinds = sorted(counts, key=lambda each: (each not in SLIPS, each))
    return Table(
        key="slips",
        title=_("Hvad der blev skrevet ud"),
        about=_("Sedler, efter hvad der stod på dem."),
        head=_("Seddel"),
        rows=tuple(str(SLIPS.get(each, each)) for each in kinds),
        columns=(_("sedler"),),
        cells=tuple((number,) for number in protected_list([counts[each] for each in kinds])),
        sums=False,
        marks=("reading",),
    )


def _week(day: int) -> int:
    """The block of days a day is in."""
    return next(at for at, (first, last) in enumerate(WEEKS) if first <= day <= last)


def _days(month: Month) -> int:
    """How many days the month has."""
    return timezone.localtime(month.ends - timedelta(hours=3)).day


def _frozen(cells: Shown | Sequence[Sequence[int | None]]) -> tuple[tuple[int | None, ...], ...]:
    """The same, unchangeable."""
    return tuple(tuple(row) for row in cells)


def all_tables(library: Library, libraries: Iterable[Library], month: Month) -> list[Table]:
    """Give every report of a month."""
    return [use_by_hour(library, month), use_by_branch(libraries, month), signups(library, month), slips(library, month)]
