"""What the glass shows at rest and on Home: one poster at a time, and the rooms with their live lines."""

from __future__ import annotations

from kiosk.nouns import Lost, Part, Well
from kiosk.rooms.communities import view as communities
from kiosk.rooms.local import view as local
from kiosk.rooms.reading import view as reading
from kiosk.visit.events import Room, RoomChosen, SlipEntryChosen
from kiosk.visit.states import House, Resting
from kiosk.visit.views import Frame, HomeField, HomeView, Poster, Press, RestingView
from kiosk.words.texts import Words

STEPS_A_POSTER = 2
"""Each poster stands for twenty seconds: long enough to be read twice by whoever walks past."""

_ROOMS = {Room.READING: reading, Room.COMMUNITIES: communities, Room.LOCAL: local}


def resting(place: Resting, house: House, words: Words) -> RestingView:
    """Nobody is here: the spiral, the branch, a poster, and the invitation."""
    posters = [found for found in (room.poster(house, words) for room in (local, reading, communities)) if found is not None]
    if house.closed:
        return RestingView(house.branch, words("closed.headline"), None, words("closed.desk"), place.step, demo="")
    return RestingView(
        branch=house.branch,
        opening=_opening(house, words),
        poster=_turn(posters, place.step),
        invitation=words("resting.invitation"),
        turns=place.step,
        demo=words("demo.mark") if house.programme.demo else "",
    )


def home(house: House, words: Words, frame: Frame) -> HomeView:
    """The rooms that have something to show, and what a book held to the scanner does."""
    fields = [found for room in Room if (found := _field(room, house, words)) is not None]
    scanner = _scanner(house)
    return HomeView(
        frame=frame,
        branch=house.branch,
        fields=_chosen(fields, house.programme.branch.tiles),
        scan_title=words(f"home.scan.{scanner}title"),
        scan_line=words(f"home.scan.{scanner}line"),
        slip=Press("slip", words("press.slip"), SlipEntryChosen()),
    )


def _chosen(fields: list[HomeField], tiles: tuple[str, ...]) -> tuple[HomeField, ...]:
    """The fields the branch wants, in its order; all of them where it names none that has something to show."""
    by_name = {field.room.value: field for field in fields}
    return tuple(by_name[name] for name in dict.fromkeys(tiles) if name in by_name) or tuple(fields)


def _scanner(house: House) -> str:
    """Which words fit the scanner: it reads, it is in trouble, or this kiosk has none."""
    health = house.part(Part.SCANNER)
    if isinstance(health, Well):
        return ""
    return "none." if health == Lost("not_configured") else "lost."


def _field(room: Room, house: House, words: Words) -> HomeField | None:
    """One room's field; a room with nothing to show has none."""
    line = _ROOMS[room].live_line(house, words)
    if not line:
        return None
    verb = words(f"room.{room.value}")
    return HomeField(room, verb, line, Press(f"room.{room.value}", verb, RoomChosen(room)))


def _opening(house: House, words: Words) -> str:
    """The branch's own line in this language, else in the first it is written in."""
    lines = dict(house.opening_line)
    return lines.get(words.language, next(iter(lines.values()), ""))


def _turn(posters: list[Poster], step: int) -> Poster | None:
    """The poster whose turn it is."""
    return posters[step // STEPS_A_POSTER % len(posters)] if posters else None
