"""The checklist: each number with what is asked, how much of it, by which clause, and how it is measured, or why it is not."""

from __future__ import annotations

from msgspec import Struct


class Item(Struct, frozen=True):
    """One number. `unit` is what its readings count in (empty = it holds or not). `by_hand` says why no software measures it."""

    number: int
    name: str
    threshold: str
    clause: str
    unit: str = ""
    by_hand: str = ""
    only_full: str = ""


HARDWARE = "needs the kiosk's own hardware: "
TIMES = "measured with times where the voice runs: tests/runtime and bench; "

ITEMS: tuple[Item, ...] = (
    Item(1, "every text a visitor needs", "capitals >= 6.11 mm", "5.1.4, 11.1.4.4.2", "mm"),
    Item(2, "any other text", "capitals >= 4.8 mm", "508 402.4, ADA 707.7.2", "mm"),
    Item(3, "contrast of text", ">= 7:1; over 40 px 4.5:1", "11.1.4.3", ":1"),
    Item(4, "contrast of edges, icons, code modules", ">= 3:1", "11.1.4.11", ":1"),
    Item(5, "colour never the only signal", "pairs differ in grey (3:1) or in words", "11.1.4.1", ":1"),
    Item(6, "no instruction by colour, place or shape alone", "0 such phrases", "11.1.3.3"),
    Item(7, "touch target", ">= 20 mm; keys and the small glass 15 mm", "WCAG 2.2 2.5.8, 2.5.5", "mm"),
    Item(8, "gap between targets", ">= 4 mm; keys and the small glass 3 mm", "WCAG 2.2 2.5.8", "mm"),
    Item(9, "everything by single taps", "every kind of touch, every row", "5.9, 11.2.5.1"),
    Item(
        10,
        "act on release; sliding off cancels",
        "release outside = no event",
        "11.2.5.2",
        only_full="real touches need the real glass: --full, and tests/glass/test_touches.py",
    ),
    Item(11, "focus or typing alone changes nothing", "no new screen", "11.3.2.1, 11.3.2.2"),
    Item(12, "a time limit warns and can be extended", ">= 20 s, >= 10 times, double in forms", "11.2.2.1", "s"),
    Item(13, "the warning reaches two senses", "glass and sound", "Act 2 o"),
    Item(14, "end of session wipes", "typed marker in 0 places", "ours, GDPR 25"),
    Item(15, "what moves by itself can be stopped", "one control; calm stops all", "11.2.2.2"),
    Item(16, "no flashing", "<= 3 in any second", "11.2.3.1", "spare"),
    Item(17, "largest text loses nothing", "0 cut, on each other, or left out", "11.1.4.10, 11.1.4.12"),
    Item(18, "portrait and landscape", "everything is there on all three glasses", "11.1.3.4"),
    Item(19, "every function works without sight", "each control is in the ring of the keys", "5.1.3.1, 5.1.6.1"),
    Item(20, "every focusable has words to speak", "100 %, no key, class or file name", "5.1.3.1"),
    Item(21, "speech begins without sight", "one key or a headset", "5.2, 8.5, Act 2 o"),
    Item(22, "sound is delivered", "loudspeaker or jack found by touch", "5.1.3.2", by_hand=HARDWARE + "a loudspeaker, and a jack"),
    Item(23, "stop and repeat on request", "a key each", "5.1.3.4"),
    Item(24, "an action or new speech stops old speech", "within 200 ms", "5.1.3.5", by_hand=TIMES + "no clock runs here"),
    Item(25, "spoken language = shown language", "every text in every language; the voice of its language", "5.1.3.14, 11.3.1.1.2"),
    Item(26, "spoken order = reading order", "equal lists; words begin with the label", "11.2.4.3, 5.1.3.3"),
    Item(27, "masked entry is not spoken", "0 characters of a PIN", "5.1.3.8"),
    Item(28, "personal data only into a headset", "0 personal fields in the room", "5.1.3.9"),
    Item(29, "errors name the field and the remedy", "shown and said beside the question", "5.1.3.15, 11.3.3.1.2, 11.3.3.3"),
    Item(30, "slip and code spoken in full", "every fact; codes letter by letter", "5.1.3.16"),
    Item(31, "pictures have words, or are decoration", "100 %", "5.1.3.6, 11.1.1.1.2"),
    Item(
        32, "words that came with a picture are kept", "alt text in = out", "5.4", by_hand="the glass shows no picture of a source"
    ),
    Item(33, "each personal field says what it is for", "label stays while typing, and is said", "11.3.3.2, 11.1.3.5.2"),
    Item(34, "titles say what the screen is for", "one heading per screen, unique", "11.2.4.6"),
    Item(35, "volume by touch alone", ">= 65 dBA, range >= 18 dB", "5.1.3.11-12, 8.2.1", "dB"),
    Item(36, "everything is set back after each visitor", "defaults at session start", "5.1.3.13"),
    Item(37, "no other sound over speech", "none > 3 s", "5.1.3.10, 11.1.4.2", "s"),
    Item(38, "anything said is also shown", "every utterance is on the glass", "5.1.5"),
    Item(39, "focus visible, logical, never trapped", "ring >= 3:1, >= 1 mm; all reached", "11.2.4.7, 11.2.4.3, 11.2.1.2"),
    Item(40, "state of a switch can be heard and seen", "on or off in words", "5.6.1-2"),
    Item(41, "keys do not repeat", "no repeat; double strikes ignored", "5.7, 5.8", by_hand=HARDWARE + "the keypad itself"),
    Item(42, "see, correct, undo before sending", "review, and cancel by the code", "11.3.3.4"),
    Item(43, "nothing needs speech, a fingerprint or a face", "true", "5.1.7, 5.3"),
    Item(
        44, "what is touched stands within reach", "380-1200 mm over the floor, at some mounting height", "8.3.2-3", "mm to spare"
    ),
    Item(45, "features described on the kiosk and in the manual", "»Hjælp mig« lists them", "12.1.1, 12.1.2, 12.2"),
    Item(
        46,
        "tree has name, role, state, bounds, action (extra)",
        "100 %",
        "11.5.2 (not required)",
        by_hand="an extra; a second reader over AT-SPI measures it in tests/glass",
    ),
)
"""All of it, in the order of the facts."""
