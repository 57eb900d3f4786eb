"""Checking what came, field by field: exact types, canonical forms, clean text."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from hub.kinds.base import Refused

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)
KEY = re.compile(r"[A-Za-z0-9_.:-]{1,64}", re.ASCII)
CODE = re.compile(r"[A-Z]{4}", re.ASCII)
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
HEX64 = re.compile(r"[0-9a-f]{64}", re.ASCII)
BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", re.ASCII)

LEAST, MOST = -(2**31), 2**31 - 1
DEEPEST = 16


def clean_text(text: str) -> bool:
    """Whether a text is NFC, without NUL, lone surrogates and control characters but newline."""
    if text.isascii():
        return text.isprintable() or all(letter == "\n" or letter.isprintable() for letter in text)
    return unicodedata.is_normalized("NFC", text) and not any(_bad(letter) for letter in text)


def _bad(letter: str) -> bool:
    """Whether a letter must not travel."""
    return letter != "\n" and unicodedata.category(letter) in {"Cc", "Cs"}


def clean_value(value: Any, depth: int = 0) -> None:
    """Look at a whole value, however nested. Raises Refused."""
    if depth > DEEPEST:
        raise Refused("bad_field")
    if isinstance(value, str):
        _clean_words(value)
    elif isinstance(value, dict | list):
        for each in _parts(value):
            clean_value(each, depth + 1)
    else:
        _clean_number(value)


def _parts(value: dict[str, Any] | list[Any]) -> list[Any]:
    """Give what an object or a list holds: of an object its names too."""
    return [*value.keys(), *value.values()] if isinstance(value, dict) else value


def _clean_words(text: str) -> None:
    """Let clean text through. Raises Refused."""
    if not clean_text(text):
        raise Refused("bad_text")


def _clean_number(value: Any) -> None:
    """Let null, booleans and integers of 32 bits through. Raises Refused."""
    if value is None or isinstance(value, bool):
        return
    if not isinstance(value, int) or not LEAST <= value <= MOST:
        raise Refused("bad_field")


def match(data: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    """Give a text that has a form. Raises Refused."""
    value = data.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Refused("bad_field")
    return value


def text(data: dict[str, Any], name: str, most: int, least: int = 1) -> str:
    """Give a text of a length. Raises Refused."""
    value = data.get(name)
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise Refused("bad_field")
    return value


def whole(data: dict[str, Any], name: str, least: int, most: int) -> int:
    """Give a whole number. Raises Refused."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refused("bad_field")
    return value


def mapping(data: dict[str, Any], name: str) -> dict[str, Any]:
    """Give an object. Raises Refused."""
    value = data.get(name)
    if not isinstance(value, dict):
        raise Refused("bad_field")
    return value
