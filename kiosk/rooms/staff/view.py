"""What the glass shows to staff: the door, and whether everything is well."""

from __future__ import annotations

from kiosk.nouns import Lost, Part
from kiosk.programme import SourceNote
from kiosk.rooms.staff.model import ParkedLine, SlipLine, StaffReport
from kiosk.rooms.staff.said import is_well, needs_help, part_line, source_line
from kiosk.visit.events import DonePressed, HouseLanguageChosen, KeyErased, NextPressed, SendAgainPressed, TestPrintPressed
from kiosk.visit.states import House, SlipState, StaffDoor, StaffRoom
from kiosk.visit.views import FormView, Frame, Keyboard, Mood, Press, StaffSection, StaffView
from kiosk.words.catalogue import Catalogue
from kiosk.words.texts import Words

Line = tuple[str, str, Mood]

FEW_LANGUAGES = 3
"""How many languages are offered one beside another."""

SLIP_MOODS = {
    "confirmed": Mood.GOOD,
    "not_printed": Mood.GONE,
    "unknown": Mood.GONE,
    "expired": Mood.QUIET,
    "cancelled": Mood.QUIET,
}
"""How a slip's state is marked."""


def door(place: StaffDoor, words: Words, frame: Frame) -> FormView:
    """The PIN, in dots."""
    return FormView(
        frame=frame,
        progress="",
        question=words("staff_door.question"),
        why=words("staff_door.checking" if place.checking else "staff_door.why"),
        value=place.typed,
        keyboard=Keyboard.DIGITS,
        next=Press("next", words("press.open"), NextPressed()),
        erase=Press("erase", words("press.erase"), KeyErased()),
        problem=_refusal(place, words),
        masked=True,
    )


def room(place: StaffRoom, house: House, words: Words, frame: Frame, catalogue: Catalogue) -> StaffView:
    """One sentence first, then everything it stands on."""
    troubles = needs_help(house)
    return StaffView(
        frame=frame,
        verdict=words.many("staff.trouble", troubles) if troubles else words("staff.well"),
        well=not troubles,
        sections=(*_enrolling(place, house, words), *_sections(place.report, house, words)),
        presses=(
            _trial(place, words),
            *_again(place, words),
            *_languages(house, words, catalogue),
            Press("done", words("press.leave"), DonePressed()),
        ),
    )


def _refusal(place: StaffDoor, words: Words) -> str:
    """Why the door stays shut, and what to do."""
    if place.unset:
        return words("staff_door.unset")
    if place.wait_s > 0:
        return words.many("staff_door.wait", -(-place.wait_s // 60))
    return words("staff_door.refused") if place.refused else ""


def _enrolling(place: StaffRoom, house: House, words: Words) -> tuple[StaffSection, ...]:
    """How enrolling by a scanned letter goes; how to do it, where the kiosk cannot take sign-ups for want of it."""
    how = place.enrolling
    if how is None:
        hint = house.hub_known and not house.seal_ready
        return (StaffSection(words("staff.enrolling"), (("", words("enrolling.how"), Mood.QUIET),)),) if hint else ()
    mood = Mood.GOOD if how.done else Mood.QUIET if how.code == "asked" else Mood.GONE
    return (StaffSection(words("staff.enrolling"), ((how.library, words.known("enrolling", how.code), mood),)),)


def _sections(report: StaffReport | None, house: House, words: Words) -> tuple[StaffSection, ...]:
    """Parts, content, letters; and what the report adds once it is there."""
    own = (
        StaffSection(words("staff.parts"), tuple(part_line(part, house, words) for part in Part)),
        StaffSection(words("staff.sources"), _sources(house, words)),
        StaffSection(words("staff.letters"), _letters(house, words)),
    )
    if report is None:
        return (*own, StaffSection(words("staff.about"), ((words("staff.gathering"), "", Mood.QUIET),)))
    return (
        *own,
        *_parked(report, house, words),
        *_slips(report, house, words),
        StaffSection(words("staff.about"), _about(report, words)),
    )


def _sources(house: House, words: Words) -> tuple[Line, ...]:
    """How old each source is; that there is none is worth a line too."""
    notes: tuple[SourceNote, ...] = house.programme.sources
    return tuple(source_line(note, house, words) for note in notes) or ((words("staff.no_sources"), "", Mood.QUIET),)


def _letters(house: House, words: Words) -> tuple[Line, ...]:
    """How many sign-ups wait, have been taken, and were refused."""
    counts = house.outbox
    waiting = str(counts.waiting)
    if counts.waiting and counts.oldest_at is not None:
        waiting = words("staff.waiting_since", count=counts.waiting, age=words.age(counts.oldest_at, house.now))
    return (
        (words("staff.waiting"), waiting, Mood.PLAIN),
        (words("staff.sent"), str(counts.sent), Mood.PLAIN),
        (words("staff.parked"), str(counts.parked), Mood.GONE if counts.parked else Mood.PLAIN),
    )


def _parked(report: StaffReport, house: House, words: Words) -> tuple[StaffSection, ...]:
    """The refused sign-ups one by one, by their codes."""
    if not report.parked:
        return ()
    return (StaffSection(words("staff.parked_ones"), tuple(_parked_line(each, house, words) for each in report.parked)),)


def _parked_line(line: ParkedLine, house: House, words: Words) -> Line:
    """One refused sign-up: its code, what it was for, why and since when."""
    reason, age = words.known("parked", line.reason), words.age(line.made_at, house.now)
    return line.code, words("staff.parked_line", title=line.title, reason=reason, age=age), Mood.GONE


def _slips(report: StaffReport, house: House, words: Words) -> tuple[StaffSection, ...]:
    """What became of the last slips."""
    if not report.slips:
        return ()
    return (StaffSection(words("staff.slips"), tuple(_slip_line(each, house, words) for each in report.slips)),)


def _slip_line(line: SlipLine, house: House, words: Words) -> Line:
    """One slip: how long ago, what it was, what became of it, and why not."""
    said = words("staff.slip_line", kind=words.known("slip_kind", line.kind), state=words.known("slip_state", line.state))
    why = f" · {words.known('trouble', line.why)}" if line.why else ""
    return words.age(line.at, house.now), said + why, SLIP_MOODS.get(line.state, Mood.PLAIN)


def _about(report: StaffReport, words: Words) -> tuple[Line, ...]:
    """Version, addresses, and since when each part has been as it is."""
    known = (
        ("version", report.version),
        ("branch", report.branch),
        ("printer", report.printer_address),
        ("scanner", report.scanner_address),
        ("hub", report.hub),
    )
    lines = [(words(f"staff.about.{label}"), value or words("staff.none"), Mood.PLAIN) for label, value in known]
    for part, health, since in report.since:
        state = "lost" if isinstance(health, Lost) and not is_well(part, health) else "well"
        said = words(f"staff.since.{state}", age=words.moment(since))
        lines.append((words(f"part.{part.value}"), said, Mood.PLAIN))
    return tuple(lines)


def _again(place: StaffRoom, words: Words) -> tuple[Press, ...]:
    """Offer the refused letters to the hub once more, where there are any."""
    refused = place.report is not None and place.report.parked
    return (Press("send_again", words("staff.send_again"), SendAgainPressed()),) if refused else ()


def _trial(place: StaffRoom, words: Words) -> Press:
    """The trial print, and how it goes."""
    printing = place.slip is SlipState.PRINTING
    return Press("test_print", words(f"staff.trial.{place.slip.value}"), TestPrintPressed(), chosen=printing)


def _languages(house: House, words: Words, catalogue: Catalogue) -> tuple[Press, ...]:
    """The language the kiosk rests in, where there is a choice; of many that one and the one staff have chosen in the bar."""
    if len(house.languages) < 2:
        return ()
    offered = house.languages if len(house.languages) <= FEW_LANGUAGES else {house.languages[0], words.language}
    return tuple(
        Press(
            f"house_language.{each}",
            words("staff.rest_in", language=catalogue.words(each)("language.name")),
            HouseLanguageChosen(each),
            chosen=each == house.languages[0],
        )
        for each in sorted(offered)
    )
