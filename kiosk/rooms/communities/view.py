"""What the glass shows of »Mød andre«: the list of groups, one group, the line on Home, and the poster at rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kiosk.nouns import Key, SignupState
from kiosk.rooms.communities.flow import group_of, group_offer, next_meeting
from kiosk.rooms.communities.model import Group
from kiosk.rooms.signup.model import Offer
from kiosk.visit.events import GroupChosen, HomePressed, Room, RoomChosen, SignupChosen
from kiosk.visit.states import House
from kiosk.visit.views import Cover, Empty, Frame, ListView, MessageView, Mood, Poster, Press, Row, ThingView
from kiosk.words.texts import Words

Fact = tuple[str, str]

IN_SIGHT = 12
"""How many rows a visitor sees first."""


def group_list(house: House, words: Words, frame: Frame) -> ListView:
    """Everybody one can join, those who meet soonest first."""
    groups = house.programme.groups
    home = Press("home", words("press.home"), HomePressed())
    return ListView(
        frame=frame,
        chips=(),
        rows=_rows(house, words),
        empty=None if groups else Empty(words("group_list.none"), words("group_list.none.line"), (home,)),
        more=words("list.more"),
        less=words("list.less"),
        lead_in=_lead_in(groups, words) if groups else "",
    )


def group_page(key: Key, house: House, words: Words, frame: Frame) -> ThingView | MessageView:
    """One group as it stands now, or that it has left the programme."""
    group = group_of(house, key)
    return _gone(words, frame) if group is None else _page(group, house, words, frame)


def _lead_in(groups: Sequence[Group], words: Words) -> str:
    """What groups are, and that they are told of in Danish where the visitor reads another language."""
    told = words.in_danish(*(group.name for group in groups[:IN_SIGHT]))
    return " ".join(part for part in (words("group_list.lead_in"), told) if part)


def live_line(house: House, words: Words) -> str:
    """The line on Home: whom a group lacks, else who meets next. Empty when there are no groups."""
    lacking = _lacking(house)
    if lacking is not None:
        return words.many("home.communities.missing", lacking.missing, name=lacking.name.within(words.language))
    meeting = _meeting_next(house)
    if meeting is not None:
        date, group = meeting
        day, name = words.heading(date.date(), house.now.date()), group.name.within(words.language)
        return words("home.communities.next", day=day, time=words.time(date), name=name)
    return words.many("home.communities.count", len(house.programme.groups)) if house.programme.groups else ""


def poster(house: House, words: Words) -> Poster | None:
    """A group at rest: the one that lacks people, else the one that meets next."""
    meeting = _meeting_next(house)
    group = _lacking(house) or (meeting[1] if meeting else None)
    if group is None:
        return None
    line = words.many("group.missing", group.missing) if group.missing else group.when.within(words.language)
    return Poster(Room.COMMUNITIES, words("poster.communities"), group.name.within(words.language), line)


def _lacking(house: House) -> Group | None:
    """The group that lacks the fewest before it can start."""
    lacking = [group for group in house.programme.groups if group.missing and group.seats.state is SignupState.OPEN]
    return min(lacking, key=lambda group: group.missing, default=None)


def _meeting_next(house: House) -> tuple[datetime, Group] | None:
    """When there is a meeting next, and whose; None where none is known."""
    dated = [(date, group) for group in house.programme.groups if (date := next_meeting(group, house.now)) is not None]
    return min(dated, key=lambda pair: pair[0], default=None)


def _rows(house: House, words: Words) -> tuple[Row, ...]:
    """All groups: by the day they meet next, and last those of which no day is known."""
    dated = [(next_meeting(group, house.now), group) for group in house.programme.groups]
    rows: list[Row] = []
    for date, group in sorted(dated, key=lambda pair: (pair[0] is None, pair[0] or house.now)):
        day = words("group.no_date") if date is None else words.heading(date.date(), house.now.date())
        begins_day = not rows or rows[-1].day != day
        rows.append(_row(group, date, day, words, begins_day=begins_day))
    return tuple(rows)


def _row(group: Group, date: datetime | None, day: str, words: Words, *, begins_day: bool) -> Row:
    """One group as a line."""
    name = group.name.within(words.language)
    fact, mood = _fact(group, words)
    return Row(
        lead="" if date is None else words.clock(date),
        title=name,
        detail=" · ".join(part for part in (group.when.within(words.language), group.place) if part),
        fact=fact,
        press=Press(f"group.{group.key}", name, GroupChosen(group.key)),
        heading=day if begins_day else "",
        day=day,
        mood=mood,
    )


def _fact(group: Group, words: Words) -> tuple[str, Mood]:
    """The one thing that helps most to choose."""
    if group.drop_in:
        return words("group.fact.drop_in"), Mood.GOOD
    if group.missing:
        return words.many("group.missing", group.missing), Mood.GOOD
    if group.seats.state is SignupState.OPEN and group.seats.full:
        return words("event.fact.waitlist" if group.seats.waitlist else "event.fact.full"), Mood.QUIET
    return "", Mood.PLAIN


def _page(group: Group, house: House, words: Words, frame: Frame) -> ThingView:
    """The group, and how one joins."""
    offer = group_offer(group, house)
    language = words.language
    texts = (group.summary, *group.body)
    return ThingView(
        frame=frame,
        cover=Cover(Room.COMMUNITIES, group.name.within(language), group.when.within(language)),
        facts=_facts(group, house, words),
        paragraphs=tuple(
            dict.fromkeys(
                said for said in (words.in_danish(group.name, *texts), *(text.within(language) for text in texts)) if said
            )
        ),
        main=Press("sign_up", words(f"press.join.{offer.value}"), SignupChosen()) if offer.taken_here else None,
        note="" if offer is Offer.SIGN_UP else words(f"offer.group.{offer.value}"),
    )


def _facts(group: Group, house: House, words: Words) -> tuple[Fact, ...]:
    """When, next time, where, with whom, in which language, what to bring, and how many: those that are known."""
    known = (
        ("when", group.when.within(words.language)),
        ("next", _next_dates(group, house, words)),
        ("where", group.place),
        ("host", group.host),
        ("language", _languages(group, words)),
        ("bring", group.bring.within(words.language)),
        ("people", _people(group, words)),
    )
    return tuple((words(f"fact.{label}"), value) for label, value in known if value)


def _languages(group: Group, words: Words) -> str:
    """The languages that are spoken, where it is not just Danish."""
    return "" if group.languages == ("da",) else words.languages(group.languages)


def _next_dates(group: Group, house: House, words: Words) -> str:
    """The next two meetings."""
    today = house.now.date()
    dates = [date for date in group.dates if date > house.now][:2]
    return " · ".join(words.when(date, None, all_day=False, today=today) for date in dates)


def _people(group: Group, words: Words) -> str:
    """»3 af 5« until a group starts, then how many seats are free where somebody counts."""
    if group.missing:
        return words("group.people", taken=group.seats.taken, quorum=group.quorum)
    left = group.seats.left
    if left is None or group.seats.state is not SignupState.OPEN:
        return ""
    return words.many("event.seats", left) if left else words("event.fact.waitlist" if group.seats.waitlist else "event.fact.full")


def _gone(words: Words, frame: Frame) -> MessageView:
    """It was there a moment ago."""
    presses = (
        Press("list", words("press.see_groups"), RoomChosen(Room.COMMUNITIES)),
        Press("home", words("press.home"), HomePressed()),
    )
    return MessageView(frame, words("group.gone"), (words("group.gone.line"),), presses)
