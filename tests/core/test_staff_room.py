"""The staff's settings screen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.nouns import DANISH, ENGLISH, Language, Lost, Part, Well
from kiosk.ports import SourceTrouble, Trouble
from kiosk.programme import OutboxCounts, Programme, SourceNote
from kiosk.rooms.staff.model import ParkedLine, SlipLine, StaffReport
from kiosk.slips.text import as_text
from kiosk.visit.effects import ForgetVisitor, KeepHouseLanguage, PrintSlip, ReadStaffReport
from kiosk.visit.events import (
    DonePressed,
    HealthChanged,
    HouseLanguageChosen,
    MinutePassed,
    NextPressed,
    OutboxCounted,
    PinAccepted,
    PrintPressed,
    Room,
    RoomChosen,
    SlipFailed,
    StaffAsked,
    StaffReportRead,
)
from kiosk.visit.events import (
    TestPrintPressed as TrialPressed,  # pytest would take the name for a test
)
from kiosk.visit.states import House, SlipState, StaffRoom
from kiosk.visit.views import Mood, StaffView
from tests.core.samples import CATALOGUE, HOUSE, NOW, Visitor, at, house, house_without

REPORT = StaffReport(
    version="0.1.0",
    branch="Vejgaard Bibliotek",
    since=((Part.PRINTER, Well(), at(-5)), (Part.SYNC, Lost("silent"), at(-1)), (Part.SCANNER, Lost("not_configured"), at(-9))),
    parked=(ParkedLine("BKRT", "Højtlæsning", "full", at(-2)), ParkedLine("CDFG", "Koncert", "id_reused", at(-26))),
    slips=(
        SlipLine("signup", "confirmed", at(-1)),
        SlipLine("test", "not_printed", at(-2), "paper_out"),
        SlipLine("of a later version", "in a state of a later version", at(-3)),
    ),
    printer_address="192.0.2.7:9100",
)


def at_the_door(where: House = HOUSE) -> Visitor:
    """Somebody who has made the hidden gesture."""
    return Visitor(where).do(StaffAsked())


def inside(where: House = HOUSE) -> Visitor:
    """Staff before the settings screen."""
    visitor = at_the_door(where).types("1234").do(NextPressed())
    return visitor.do(PinAccepted(visitor.kiosk.ticket))


def lines(visitor: Visitor, title: str) -> list[tuple[str, str, Mood]]:
    """The lines of one section."""
    return [line for section in visitor.sees(StaffView).sections if section.title == title for line in section.lines]


def test_the_room_asks_for_its_report() -> None:
    """And shows what it knows meanwhile."""
    visitor = inside()

    assert visitor.asked(ReadStaffReport).ticket == visitor.kiosk.ticket
    assert visitor.kiosk.place == StaffRoom(None, SlipState.OFFERED)
    assert lines(visitor, "Om skærmen") == [("Vi samler oplysningerne.", "", Mood.QUIET)]


def test_a_change_asks_for_a_fresh_report_and_the_clock_does_not() -> None:
    """Only in the staff's room."""
    visitor = inside()

    assert visitor.do(HealthChanged(Part.SYNC, Well())).asked(ReadStaffReport).ticket == visitor.kiosk.ticket
    assert visitor.do(OutboxCounted(OutboxCounts())).asked(ReadStaffReport).ticket == visitor.kiosk.ticket
    assert visitor.do(MinutePassed(NOW)).effects == ()
    assert Visitor().do(HealthChanged(Part.SYNC, Well())).effects == ()


def test_staff_read_what_became_of_the_last_slips() -> None:
    """Whether each came out, and where it did not, why; never what stood on it."""
    visitor = inside()

    visitor.do(StaffReportRead(visitor.kiosk.ticket, REPORT))

    assert lines(visitor, "Sidste sedler") == [
        ("i dag kl.\u00a013.20", "Tilmelding · kom ud", Mood.GOOD),
        ("i dag kl.\u00a012.20", f"Prøve · kom ikke ud · {CATALOGUE.words(DANISH)('trouble.paper_out')}", Mood.GONE),
        ("i dag kl.\u00a011.20", "Seddel · ukendt", Mood.PLAIN),
    ]


def test_a_trial_that_came_out_is_in_the_fresh_report() -> None:
    """Given a trial print on its way, the answer asks for the report again."""
    visitor = inside().do(TrialPressed())

    visitor = visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.asked(PrintSlip).number, "gone"))

    assert visitor.asked(ReadStaffReport).ticket == visitor.kiosk.ticket


def test_all_well_is_one_sentence() -> None:
    """Parts, content and letters stand below it."""
    visitor = inside()
    shown = visitor.sees(StaffView)

    assert (shown.verdict, shown.well) == ("Alt virker.", True)
    assert lines(visitor, "Enheder") == [
        ("Scanner", "Virker", Mood.GOOD),
        ("Printer", "Virker", Mood.GOOD),
        ("Lager på skærmen", "Virker", Mood.GOOD),
        ("Forbindelse til biblioteket", "Ikke sat op. Den sættes op i kiosk.toml.", Mood.QUIET),
        ("Oplæsning", "Ikke sat op. Den sættes op i kiosk.toml.", Mood.QUIET),
    ]
    assert lines(visitor, "Indhold") == [("cms", "hentet i dag kl.\u00a013.20", Mood.GOOD)]
    assert lines(visitor, "Tilmeldinger")[0] == ("Venter på at blive sendt", "2, den ældste fra i dag kl.\u00a011.20", Mood.PLAIN)


@pytest.mark.parametrize("why", [each.value for each in Trouble] + ["full", "readonly", "broken", "busy", "unheard_of"])
def test_every_trouble_has_words_and_a_remedy(why: str) -> None:
    """In both languages, also one that we do not know yet."""
    for languages in ((DANISH,), (ENGLISH,)):
        visitor = inside(replace(house_without(Part.PRINTER, Lost(why)), languages=languages))
        label, said, mood = visitor.sees(StaffView).sections[0].lines[1]
        assert label == "Printer"
        assert said.endswith(".")
        assert mood is (Mood.QUIET if why == "not_configured" else Mood.GONE)


def test_staff_are_told_when_paper_runs_low() -> None:
    """It works, and a roll should lie ready."""
    visitor = inside(house_without(Part.PRINTER, Well("paper_low")))

    assert visitor.sees(StaffView).well
    assert lines(visitor, "Enheder")[1] == ("Printer", "Virker. Snart slut med papir. Find en ny rulle frem.", Mood.QUIET)


@pytest.mark.parametrize("trouble", [each.value for each in SourceTrouble] + ["unheard_of"])
def test_every_sources_trouble_has_words(trouble: str) -> None:
    """With its age and what could not be read."""
    note = SourceNote("cms", at(-1), trouble, skipped=2)
    visitor = inside(house(programme=replace(HOUSE.programme, sources=(note, SourceNote("ical", None)))))
    (name, said, mood), never = lines(visitor, "Indhold")

    assert name == "cms"
    assert said.startswith("hentet i dag kl.\u00a013.20 · ")
    assert said.endswith("2 rækker kunne ikke læses")
    assert mood is Mood.GONE
    assert never == ("ical", "aldrig hentet", Mood.GONE)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"health": ((Part.PRINTER, Lost("paper_out")),)}, "Én ting trænger til hjælp."),
        ({"health": ((Part.STORE, Lost("not_configured")),)}, "Én ting trænger til hjælp."),
        ({"outbox": OutboxCounts(parked=3), "seal_ready": False}, "2 ting trænger til hjælp."),
        ({"seal_ready": False, "hub_known": False}, "Alt virker."),
        ({"programme": replace(HOUSE.programme, sources=(SourceNote("cms", at(-25)),))}, "Én ting trænger til hjælp."),
    ],
)
def test_what_needs_help_is_counted(changes: dict[str, object], verdict: str) -> None:
    """Parts, stale content, refused letters, and a hub without a key."""
    assert inside(house(**changes)).sees(StaffView).verdict == verdict


def test_no_sources_and_no_letters_are_said_too() -> None:
    """An empty section would look like a fault."""
    visitor = inside(house(programme=Programme(), outbox=OutboxCounts(parked=1)))

    assert lines(visitor, "Indhold") == [("Der er ikke hentet noget endnu.", "", Mood.QUIET)]
    assert [value for _, value, _ in lines(visitor, "Tilmeldinger")] == ["0", "0", "1"]
    assert lines(visitor, "Tilmeldinger")[2][2] is Mood.GONE


def test_the_report_names_the_refused_and_since_when() -> None:
    """By code and reason, never by person."""
    visitor = inside()
    visitor.do(StaffReportRead(visitor.kiosk.ticket, REPORT))

    assert lines(visitor, "Afviste tilmeldinger") == [
        ("BKRT", "Højtlæsning · var fuldt · i dag kl.\u00a012.20", Mood.GONE),
        ("CDFG", "Koncert · kunne ikke læses af serveren · i går kl.\u00a012.20", Mood.GONE),
    ]
    about = lines(visitor, "Om skærmen")
    assert ("Printer", "192.0.2.7:9100", Mood.PLAIN) in about
    assert ("Fælles server", "ikke sat op", Mood.PLAIN) in about
    assert ("Printer", "har virket siden tirsdag 24. november kl.\u00a09.20", Mood.PLAIN) in about
    assert ("Forbindelse til biblioteket", "har ikke virket siden tirsdag 24. november kl.\u00a013.20", Mood.PLAIN) in about


def test_a_report_without_refused_ones_has_no_section_for_them() -> None:
    """Nothing to look at."""
    visitor = inside()
    visitor.do(StaffReportRead(visitor.kiosk.ticket, replace(REPORT, parked=())))

    assert lines(visitor, "Afviste tilmeldinger") == []


def test_a_trial_print_goes_out_whatever_the_printer_says() -> None:
    """That is what it is for; once at a time."""
    visitor = inside(house_without(Part.PRINTER, Lost("gone"))).do(TrialPressed())

    slip = visitor.asked(PrintSlip).slip
    assert slip.kind == "test"
    assert "æøå ÆØÅ" in as_text(slip)
    assert visitor.sees(StaffView).presses[0].words == "Prøven er på vej"
    assert visitor.do(TrialPressed()).effects == ()

    visitor.do(SlipFailed(visitor.kiosk.ticket, visitor.kiosk.slips, "gone"))
    assert visitor.sees(StaffView).presses[0].words == "Prøven kom ikke ud – prøv igen"


def test_staff_choose_the_language_the_house_rests_in() -> None:
    """Stored, shown at once, and the others stay on offer."""
    visitor = inside().do(HouseLanguageChosen(ENGLISH))

    assert visitor.asked(KeepHouseLanguage).language == ENGLISH
    assert visitor.kiosk.house.languages == (ENGLISH, DANISH)
    assert visitor.sees(StaffView).verdict == "Everything works."
    assert [press.words for press in visitor.sees(StaffView).presses if press.chosen] == ["When nobody is here: English"]
    assert visitor.do(HouseLanguageChosen(Language("xx"))).effects == ()
    assert visitor.do(DonePressed()).kiosk.look.language == ENGLISH


def test_one_language_needs_no_choice() -> None:
    """Nothing to choose, nothing to press."""
    assert [press.id for press in inside(house(languages=(DANISH,))).sees(StaffView).presses] == ["test_print", "done"]


def test_staff_leave_like_anybody_else() -> None:
    """By »Luk«, and nothing leads on to a visitor's screens by accident."""
    visitor = inside()

    assert isinstance(visitor.do(RoomChosen(Room.LOCAL), PrintPressed()).kiosk.place, StaffRoom)
    assert visitor.do(DonePressed()).asked(ForgetVisitor).ticket == visitor.kiosk.ticket - 1
