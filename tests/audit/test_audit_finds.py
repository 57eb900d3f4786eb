"""The audit finds what is wrong: each fault is planted in a real screen that has none, and comes out as its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PIL import Image, ImageDraw

from kiosk.audit import colouring, lettering, pixels, targets, wording
from kiosk.audit.audit import WORDS
from kiosk.audit.inking import clipped
from kiosk.audit.values import Case
from kiosk.nouns import DANISH, Language
from screens.geometry import Box
from screens.marks import Letters, Style
from screens.shaping import Shaper
from tests.audit.planting import a_target, failed, some_words, with_mark, with_target

if TYPE_CHECKING:
    from kiosk.audit.audit import Audit
    from kiosk.audit.ruler import Ruler
    from kiosk.audit.showing import Showing

KEYS = frozenset(wording.catalogues(WORDS)[DANISH])


def test_a_sound_screen_has_no_fault(audit: Audit, showing: Showing) -> None:
    """What follows stands on this: the screens that faults are planted in have none of their own."""
    screens = [
        showing.show(walk, Case("portrait", language)) for walk in ("home", "event", "first_name") for language in ("da", "ar")
    ]

    assert [(shown.place, failed(audit.readings(shown))) for shown in screens if failed(audit.readings(shown))] == []


def test_a_small_target_is_found(showing: Showing) -> None:
    """A button of 5 mm is too small for a finger, and the reading says how small."""
    shown = showing.show("home", Case("portrait"))
    target = a_target(shown, "help")
    height = shown.case.measures.mm(5.0)

    readings = list(targets.read(with_target(shown, replace(target, box=Box(target.box.x, target.box.y, target.box.w, height)))))

    bad = [reading for reading in readings if not reading.good]
    assert [(reading.number, reading.what) for reading in bad] == [(7, "help")]
    assert 5.0 <= bad[0].value < 5.5


def test_targets_that_stand_too_near_are_found(showing: Showing) -> None:
    """Two millimetres apart is a miss waiting to happen; on each other is worse."""
    shown = showing.show("home", Case("portrait"))
    slip, reading = a_target(shown, "slip"), a_target(shown, "room.reading")
    beside = Box(slip.box.x, reading.box.bottom + shown.case.measures.mm(2.0), slip.box.w, slip.box.h)

    assert failed(targets.read(with_target(shown, replace(slip, box=beside)))) == {8}
    assert failed(targets.read(with_target(shown, replace(slip, box=reading.box)))) == {8}


def test_low_contrast_is_found(showing: Showing) -> None:
    """Grey words on a grey field: 1.4:1."""
    shown = showing.show("event", Case("portrait"))
    words = some_words(shown)
    faint = replace(words, words="Kom og vær med", style=Style(30), colour=(0.8, 0.78, 0.75, 1.0), box=Box(60, 1000, 400, 60))

    bad = [reading for reading in colouring.read(with_mark(shown, faint)) if not reading.good]

    assert [reading.number for reading in bad] == [3]
    assert bad[0].value < 2


def test_low_contrast_is_found_in_pixels(showing: Showing) -> None:
    """A photograph shows what the values hide."""
    shown = showing.show("event", Case("portrait"))
    mark = replace(some_words(shown), words="Kom", box=Box(10, 10, 200, 60))
    picture = Image.new("RGB", (1080, 1920), "#FBF6EC")
    ImageDraw.Draw(picture).rectangle((20, 20, 60, 50), fill="#D8D0C0")

    found = list(pixels.read(replace(shown, drawing=replace(shown.drawing, marks=(mark,))), picture))

    assert failed(found) == {3}
    assert 1 < found[0].value < 2


def test_small_letters_are_found(showing: Showing, ruler: Ruler) -> None:
    """Words a visitor needs, 4 mm high, cannot be read at half a metre."""
    shown = showing.show("home", Case("portrait"))
    tiny = replace(some_words(shown), words="Husk din seddel", style=Style(18), box=Box(60, 600, 400, 60))

    bad = [reading for reading in lettering.Lettering(ruler).read(with_mark(shown, tiny)) if not reading.good]

    assert [reading.number for reading in bad if reading.what == "'Husk din seddel'"] == [1]


def test_clipped_arabic_is_found(showing: Showing, ruler: Ruler) -> None:
    """In a box half as high as its line, Arabic loses its tails."""
    shown = showing.show("event", Case("portrait", "ar"))
    words = "أُلغي تسجيلك"
    high = ruler.size(words, Style(40), 500)[1]
    mark = replace(some_words(shown), words=words, style=Style(40), box=Box(60, 900, 500, high / 2))

    bad = [reading for reading in lettering.Lettering(ruler).read(with_mark(shown, mark)) if not reading.good]

    assert [(reading.number, reading.what) for reading in bad if "cut" in reading.what] == [(17, f"cut: {words!r}")]


def test_arabic_ink_that_reaches_out_of_its_texture_is_found(ruler: Ruler) -> None:
    """The mark over the first letter stands higher than any letter: a texture as high as letters cuts it, ours does not."""
    picture = Shaper(ruler.folder).picture("أُلغي تسجيلك", Style(48, bold=True), 700)
    box = picture.getbbox()

    assert clipped("ar", "key", picture).good
    assert not clipped("ar", "key", picture.crop((0, box[1] + 4, *picture.size))).good


def test_words_on_words_and_under_a_control_are_found(showing: Showing, ruler: Ruler) -> None:
    """One line over another, and one under a button, are unreadable both."""
    shown = showing.show("event", Case("portrait"))
    words = some_words(shown)
    letters = lettering.Lettering(ruler)
    under = replace(words, words="Kom", box=a_target(shown, "sign_up").box, of="")

    twice = [reading.what for reading in letters.read(with_mark(shown, replace(words, words="Noget andet"))) if not reading.good]
    covered = [reading.what for reading in letters.read(with_mark(shown, under)) if not reading.good]

    assert any(what.startswith("on each other") for what in twice)
    assert any(what.startswith("under a control: 'Kom' / sign_up") for what in covered)


def test_what_the_view_says_and_the_layout_leaves_out_is_found(showing: Showing, ruler: Ruler) -> None:
    """A promise that finds no room is a promise not made."""
    shown = showing.show("review", Case("portrait"))
    fewer = tuple(mark for mark in shown.drawing.marks if not (isinstance(mark, Letters) and len(mark.words) > 60))
    assert len(fewer) < len(shown.drawing.marks)

    readings = lettering.Lettering(ruler).read(replace(shown, drawing=replace(shown.drawing, marks=fewer)))

    assert any(reading.number == 17 and "left out" in reading.what for reading in readings if not reading.good)


def test_an_unlabelled_button_is_found(showing: Showing) -> None:
    """A control without words can be neither read nor said; a key of the catalogue or the name of a class is no word."""
    shown = showing.show("home", Case("portrait"))
    for words in ("", "press.help", "HelpPressed", "icons/help.png"):
        readings = wording.read(with_target(shown, replace(a_target(shown, "help"), words=words)), KEYS)

        assert failed(readings) == {20}, words


def test_a_raw_key_on_the_glass_is_found(showing: Showing) -> None:
    """Whoever forgot to look a text up shows its key."""
    shown = showing.show("home", Case("portrait"))

    assert failed(wording.read(with_mark(shown, replace(some_words(shown), words="home.scan.title")), KEYS)) == {20}


def test_a_missing_string_is_found() -> None:
    """A text that one language lacks, one that is empty, and one that fills another place."""
    languages = {tag: dict(texts) for tag, texts in wording.catalogues(WORDS).items()}
    assert failed(wording.whole(languages)) == set()
    arabic = languages[Language("ar")]

    del arabic["press.help"]
    arabic["press.home"], arabic["event.price"] = ("",), ("{amount}",)

    assert [reading.what for reading in wording.whole(languages) if not reading.good] == ["press.home", "press.help", "event.price"]


def test_an_instruction_by_colour_is_found() -> None:
    """»Tryk på den grønne knap« tells nothing to whoever sees no green."""
    found = [r for r in wording.pointing({DANISH: {"a.b": ("Tryk på den grønne knap",), "c": ("Grøn by",)}}) if not r.good]

    assert [reading.what for reading in found] == ["a.b: den grønne"]
