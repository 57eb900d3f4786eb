"""EN 301 549 V3.2.1, chapters 5 and 8: each clause, what the kiosk does about it, and what the house must bring."""

from __future__ import annotations

from msgspec import Struct


class Clause(Struct, frozen=True):
    """One clause. `numbers` are those of the audit that hold it; `hardware` = what software alone cannot give.

    `applies` False = it says nothing about this kiosk, and `how` says why.
    """

    clause: str
    title: str
    how: str
    numbers: tuple[int, ...] = ()
    hardware: str = ""
    applies: bool = True


def _not(clause: str, title: str, why: str) -> Clause:
    """A clause that says nothing about this kiosk."""
    return Clause(clause, title, why, applies=False)


SOUND = "a loudspeaker that reaches 65 dBA, or a 3.5 mm jack that can be found by touch"
KEYPAD = "a keypad that can be felt: five keys, two more for loudness"

GENERAL: tuple[Clause, ...] = (
    Clause("5.1.2.1", "closed functionality", "everything works with nothing attached but what the house fits", (19,), KEYPAD),
    Clause("5.1.2.2", "assistive technology", "nothing has to be installed or brought; a headset is no such thing", (19, 21)),
    Clause(
        "5.1.3.1",
        "audio output of visual information",
        "every line and control is said, from the view that fills the glass",
        (19, 20),
        SOUND,
    ),
    Clause("5.1.3.2", "delivery of audio", "the voice is a program of the kiosk's own", (22,), SOUND),
    Clause("5.1.3.3", "auditory output correlation", "said in the order of the view; words begin with the shown label", (26,)),
    Clause("5.1.3.4", "speech output user control", "a key repeats, a key stops", (23,), KEYPAD),
    Clause("5.1.3.5", "speech output automatic interruption", "an action stops what is being said", (24,)),
    Clause("5.1.3.6", "speech output for non-text content", "codes have words and letters; drawings are decoration", (31,)),
    _not("5.1.3.7", "speech output for video information", "there is no video"),
    Clause("5.1.3.8", "masked entry", "of a PIN only how many digits were typed is said", (27,)),
    Clause("5.1.3.9", "private access to personal data", "names and contacts are said into a headset only", (28,), "a jack"),
    Clause("5.1.3.10", "non-interfering audio output", "the kiosk's own sounds last under 3 seconds", (37,)),
    Clause("5.1.3.11", "private listening volume", "two keys change loudness, in steps", (35,), "a jack, and keys"),
    Clause("5.1.3.12", "speaker volume", "four steps of 6 dB: 18 dB in all", (35,), SOUND),
    Clause("5.1.3.13", "volume reset", "set back when the visitor leaves", (36,)),
    Clause("5.1.3.14", "spoken languages", "each text by the voice of its language", (25,)),
    Clause("5.1.3.15", "non-visual error identification", "the error and the remedy are said with the question", (29,)),
    Clause(
        "5.1.3.16",
        "receipts, tickets, and transactional outputs",
        "all that stands on a slip is said; codes letter by letter",
        (30,),
    ),
    Clause(
        "5.1.4",
        "functionality closed to text enlargement",
        "capitals of 6.2 mm at a viewing distance of 500 mm",
        (1,),
        "the true diagonal in the settings",
    ),
    Clause("5.1.5", "visual output for auditory information", "whatever is said is shown", (38,)),
    Clause(
        "5.1.6.1",
        "closed functionality: operation without keyboard interface",
        "keys that can be felt reach every control",
        (19,),
        KEYPAD,
    ),
    Clause("5.1.6.2", "input focus", "next goes round, and Back leads out", (39,), KEYPAD),
    Clause("5.1.7", "access without speech", "nothing is spoken to", (43,)),
    Clause("5.2", "activation of accessibility features", "one key, or a headset put in; nothing to choose first", (21,), KEYPAD),
    Clause("5.3", "biometrics", "none", (43,)),
    _not("5.4", "preservation of accessibility information during conversion", "the glass shows no picture of a source"),
    Clause("5.5.1", "means of operation", "no grasping or twisting on the glass", (9,), KEYPAD),
    Clause("5.5.2", "operable parts discernibility", "", (), "keys that can be told apart by touch, without pressing them"),
    Clause("5.6.1", "tactile or auditory status", "whether a switch is on is said", (40,)),
    Clause("5.6.2", "visual status", "whether a switch is on is seen, in grey too", (5, 40)),
    Clause("5.7", "key repeat", "the glass's own keys do not repeat", (41,), "a keypad whose repeat can be switched off"),
    Clause("5.8", "double-strike key acceptance", "", (41,), "a keypad that takes a double strike for one"),
    Clause("5.9", "simultaneous user actions", "one finger, single taps", (9,)),
    _not("6.1-6.6", "two-way voice communication", "there is none"),
    _not("7.1-7.3", "video capabilities", "there is no video"),
)

HARDWARE: tuple[Clause, ...] = (
    _not("8.1.2", "standard connections", "nothing of the visitor's is connected but a headset"),
    Clause("8.2.1.1", "speech volume range", "18 dB in four steps", (35,), SOUND),
    Clause("8.2.1.2", "incremental volume control", "a step at 12 dB over the lowest", (35,), SOUND),
    _not("8.2.2", "magnetic coupling", "there is no handset held to the ear; a neck loop fits the jack"),
    Clause(
        "8.3.2.1-8.3.2.6",
        "forward reach",
        "what is touched can hang within 380 to 1200 mm",
        (44,),
        "the mounting height, and no shelf deeper than 510 mm",
    ),
    Clause("8.3.3.1-8.3.3.3", "side reach", "as forward reach", (44,), "free space beside the kiosk"),
    Clause("8.3.4", "clear floor space", "", (), "760 x 1220 mm, flat; knee and toe room where one sits"),
    Clause("8.3.5", "visibility", "", (), "the glass legible from 1015 mm over the floor"),
    Clause("8.3.6", "installation instructions", "docs/accessibility.md has the sheet for the fitter", ()),
    Clause("8.4.1", "numeric keys", "", (), "a mark on the 5 where there is a number pad"),
    Clause("8.4.2", "operation of mechanical parts", "", (), "no pinching or twisting; at most 22.2 N"),
    _not("8.4.3", "keys, tickets and fare cards", "a slip is read by its letters as well; nothing is oriented by hand"),
    Clause(
        "8.5", "tactile indication of speech mode", "", (), "a mark that can be felt at the jack or the key that begins the speech"
    ),
)
