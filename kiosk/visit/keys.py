"""The keys of every keyboard, row by row: letters as they lie in each language, and the pads of digits and codes."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.nouns import ARABIC, CODE_ALPHABET, DANISH, ENGLISH, FARSI, PLAIN_DANISH, UKRAINIAN, Language
from kiosk.visit.parts import Keyboard, Press
from kiosk.visit.touches import KeyTyped

Rows = tuple[tuple[str, ...], ...]

SPACE, ERASE = " ", "\b"

_DANISH: Rows = (tuple("QWERTYUIOPÅ"), tuple("ASDFGHJKLÆØ"), (*"ZXCVBNM", "-", "'", ERASE), (SPACE,))
_ENGLISH: Rows = (tuple("QWERTYUIOP"), tuple("ASDFGHJKL"), (*"ZXCVBNM", "-", "'", ERASE), (SPACE,))

CAPITALS: Mapping[Language, Rows] = {
    DANISH: _DANISH,
    PLAIN_DANISH: _DANISH,
    ENGLISH: _ENGLISH,
    Language("so"): _ENGLISH,
    Language("de"): (tuple("QWERTZUIOPÜ"), tuple("ASDFGHJKLÖÄ"), (*"YXCVBNMß", "-", "'", ERASE), (SPACE,)),
    Language("pl"): (
        tuple("ĄĆĘŁŃÓŚŹŻ"),
        tuple("QWERTYUIOP"),
        tuple("ASDFGHJKL"),
        (*"ZXCVBNM", "-", "'", ERASE),
        (SPACE,),
    ),
    Language("tr"): (tuple("QWERTYUIOPĞÜ"), tuple("ASDFGHJKLŞİ"), (*"ZXCVBNMÖÇ", ERASE), ("-", "'", SPACE)),
    UKRAINIAN: (tuple("ЙЦУКЕНГШЩЗХЇ"), tuple("ФІВАПРОЛДЖЄ"), (*"ЯЧСМИТЬБЮҐ", ERASE), ("-", "'", SPACE)),
    ARABIC: (tuple("ضصثقفغعهخحج"), tuple("شسيبلاتنمكط"), (*"ذءؤرىةوزظد", ERASE), ("أ", "إ", "آ", "ئ", SPACE)),
    FARSI: (tuple("ضصثقفغعهخحجچ"), tuple("شسیبلاتنمکگ"), (*"ظطژزرذدپو", ERASE), ("آ", "ئ", SPACE)),
}
"""Rows of keys from the top. Sources: the national layouts as CLDR's keyboards describe them, less what no name holds."""

_TURKISH = str.maketrans("Iİ", "ıi")


_PADS: Mapping[Keyboard, Rows] = {
    Keyboard.EMAIL: (
        tuple("1234567890"),
        tuple("qwertyuiop"),
        tuple("asdfghjkl_"),
        (*"zxcvbnm-.", ERASE),
        ("@", ".dk", ".com", "@gmail.com"),
    ),
    Keyboard.DIGITS: (tuple("123"), tuple("456"), tuple("789"), ("+", "0", ERASE)),
    Keyboard.CODE: (tuple(CODE_ALPHABET[:6]), tuple(CODE_ALPHABET[6:12]), (*CODE_ALPHABET[12:], ERASE)),
}


def rows_of(keyboard: Keyboard, letters: Language) -> Rows:
    """Give the rows of a keyboard, with the letters of a language where it has letters."""
    if keyboard in _PADS:
        return _PADS[keyboard]
    return letter_rows(letters, capitals=keyboard is Keyboard.CAPITALS)


def letter_rows(language: Language, *, capitals: bool) -> Rows:
    """Give the rows of a language's letters; of one we have no layout for, the Danish ones."""
    rows = CAPITALS.get(language, _DANISH)
    if capitals:
        return rows
    turkish = language == "tr"
    return tuple(tuple(_small(key, turkish=turkish) for key in row) for row in rows)


def _small(key: str, *, turkish: bool) -> str:
    """Give the small letter: Turkish has two pairs of i."""
    return (key.translate(_TURKISH) if turkish else key).lower()


def key_press(key: str) -> Press:
    """Give the control a key is."""
    return Press(id=f"key.{'space' if key == SPACE else key}", words=key, event=KeyTyped(key))
