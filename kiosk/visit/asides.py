"""What the glass shows beside the rooms: »Hjælp mig«, »Er du der stadig?«, and what could not be found."""

from __future__ import annotations

from kiosk.rooms.reading import view as reading
from kiosk.visit.events import (
    BackPressed,
    CalmChosen,
    DonePressed,
    HomePressed,
    ReachChosen,
    ReadAloudChosen,
    Room,
    RoomChosen,
    SizeChosen,
    SlipEntryChosen,
    StillHerePressed,
    ThemeChosen,
)
from kiosk.visit.frame import language_press
from kiosk.visit.look import Look, TextSize, Theme
from kiosk.visit.states import House, Kiosk, Matter, Message
from kiosk.visit.views import ChoiceGroup, Frame, HelpView, MessageView, Press, StillThere
from kiosk.words.catalogue import Catalogue
from kiosk.words.texts import Words


def still_there(seconds: int, words: Words) -> StillThere:
    """The question over everything."""
    return StillThere(
        headline=words("still_there.headline"),
        line=words("still_there.line"),
        stay=Press("stay", words("press.stay"), StillHerePressed()),
        leave=Press("leave", words("press.done"), DonePressed()),
        seconds=seconds,
    )


def message(place: Message, house: House, words: Words, frame: Frame) -> MessageView:
    """What could not be found or done, and the next thing to do."""
    home = Press("home", words("press.home"), HomePressed())
    key = place.matter.value
    onward = () if place.matter is Matter.CLOSED else (*_onward(place.matter, house, words), home)
    lines = (words(f"{key}.line", detail=place.detail) if place.detail else words(f"{key}.line.bare"), words(f"{key}.desk"))
    return MessageView(frame, words(f"{key}.headline"), lines, onward)


def help_me(kiosk: Kiosk, words: Words, frame: Frame) -> HelpView:
    """Text size, colours, reach, calm and voice: what each is, and which is on."""
    look = kiosk.look
    return HelpView(
        frame=frame,
        line=words("help.line"),
        groups=(
            ChoiceGroup(words("help.size"), tuple(_size(each, look, words) for each in TextSize)),
            ChoiceGroup(words("help.theme"), tuple(_theme(each, look, words) for each in Theme)),
            ChoiceGroup(words("help.reach"), tuple(_reach(each, look, words) for each in (False, True))),
            ChoiceGroup(words("help.calm"), tuple(_calm(each, look, words) for each in (False, True))),
            *_voice(kiosk, words),
        ),
    )


def language_choice(kiosk: Kiosk, words: Words, frame: Frame, catalogue: Catalogue) -> HelpView:
    """Every language, each by its own name, so that nobody has to read another one to find theirs."""
    offered = tuple(language_press(each, kiosk, catalogue) for each in kiosk.house.languages)
    return HelpView(frame=frame, line=words("language_choice.line"), groups=(ChoiceGroup("", offered),))


def _onward(matter: Matter, house: House, words: Words) -> tuple[Press, ...]:
    """What to try instead."""
    match matter:
        case Matter.BOOK_MISSING if reading.live_line(house, words):
            return (Press("picks", words("press.see_picks"), RoomChosen(Room.READING)),)
        case Matter.NO_SIGNUP_HERE:
            return (Press("try_again", words("press.type_code"), SlipEntryChosen()),)
        case Matter.CANCEL_NOT_KEPT:
            return (Press("back", words("press.try_again"), BackPressed()),)
        case _:
            return ()


def _voice(kiosk: Kiosk, words: Words) -> tuple[ChoiceGroup, ...]:
    """»Læs højt«, where the kiosk can; that it cannot in this language, where another one has a voice."""
    if not kiosk.house.speaks:
        return ()
    if kiosk.look.language not in kiosk.house.voices:
        return (ChoiceGroup(words("voice.no_language"), ()),)
    on = kiosk.look.voice.on
    choices = ((True, "read"), (False, "silent"))
    presses = (Press(f"voice.{name}", words(f"help.voice.{name}"), ReadAloudChosen(each), each is on) for each, name in choices)
    return (ChoiceGroup(words("help.voice"), tuple(presses)),)


def _size(size: TextSize, look: Look, words: Words) -> Press:
    """One text size."""
    return Press(f"size.{size.value}", words(f"size.{size.value}"), SizeChosen(size), chosen=size is look.size)


def _theme(theme: Theme, look: Look, words: Words) -> Press:
    """One set of colours."""
    return Press(f"theme.{theme.value}", words(f"theme.{theme.value}"), ThemeChosen(theme), chosen=theme is look.theme)


def _reach(low: bool, look: Look, words: Words) -> Press:
    """Everything low on the glass, or not."""
    name = "low" if low else "whole"
    return Press(f"reach.{name}", words(f"reach.{name}"), ReachChosen(low), chosen=low is look.low_reach)


def _calm(calm: bool, look: Look, words: Words) -> Press:
    """Nothing moves by itself, or it may."""
    name = "still" if calm else "moving"
    return Press(f"calm.{name}", words(f"calm.{name}"), CalmChosen(calm), chosen=calm is look.calm)
