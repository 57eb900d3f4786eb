"""Numbers 6, 20, 25, 29, 33 and 34: every language is whole, every control has words, every screen a heading of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING

from kiosk.audit.pointing import POINTING
from kiosk.audit.saying import heading
from kiosk.audit.values import Reading, Shown, holds
from kiosk.nouns import DANISH, Language
from kiosk.visit.views import FormView, RestingView
from kiosk.words.catalogue import FILE_TAGS
from screens.marks import Letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

CODE_NAME = re.compile(r"(?:[a-z][a-z0-9_]*\.)+[a-z0-9_]+|[A-Z][a-z]+(?:[A-Z][a-z]+)+|[\w/-]+\.(?:png|svg|toml|po|py)")
"""What only a program would say: a key of the catalogue, the name of a class, the name of a file."""

PLACES = re.compile(r"\{(\w*)")

Texts = dict[str, tuple[str, ...]]
"""One language: each key with its text, or with the forms of its plural."""


def read(shown: Shown, keys: frozenset[str]) -> Iterator[Reading]:
    """Measure the words of one screen. `keys` are those of the catalogue: none may stand on the glass."""
    for target in shown.drawing.targets:
        yield holds(20, shown.place, f"{target.id}: {target.words[:30]!r}", _is_said(target.words, keys))
    for mark in shown.drawing.marks:
        if isinstance(mark, Letters) and mark.words in keys:
            yield holds(20, shown.place, f"raw key {mark.words!r}", true=False)
    yield holds(34, shown.place, "a heading", heading(shown.scene).strip())
    yield from _form(shown)


def _is_said(words: str, keys: frozenset[str]) -> bool:
    """Whether a control's words are words. A key of our keyboard may be a domain (».dk«), a space or a sign."""
    if words in {" ", ""}:
        return words == " "
    return words not in keys and (len(words) < 6 or not CODE_NAME.fullmatch(words))


def _form(shown: Shown) -> Iterator[Reading]:
    """The question stays while somebody types, and what is wrong stands beside it with what to do."""
    view = shown.scene.view
    if not isinstance(view, FormView) or shown.scene.warning is not None:
        return
    drawn = {mark.words for mark in shown.drawing.marks if isinstance(mark, Letters)}
    yield holds(33, shown.place, f"label {view.question[:30]!r}", view.question in drawn)
    if view.problem:
        yield holds(29, shown.place, f"problem {view.problem[:30]!r}", {view.problem, view.question} <= drawn)
    if view.masked and view.value:
        yield holds(27, shown.place, "typed PIN on the glass", not any(view.value in words for words in drawn))


def headings(screens: Iterable[Shown]) -> Iterator[Reading]:
    """Two places of one language never have the same heading."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for shown in screens:
        view = shown.scene.view
        if isinstance(view, RestingView) and shown.scene.warning is None:
            continue  # nobody is here
        kind = (
            "warning"
            if shown.scene.warning is not None or isinstance(view, RestingView)
            else type(view).__name__ + view.frame.title
        )
        words = heading(shown.scene)
        other = seen.setdefault((shown.case.language, words), (kind, shown.walk))
        if other[0] != kind:
            yield holds(34, shown.place, f"{words[:30]!r} is also the heading of {other[1]}", true=False)


# ------------------------------------------------------------------------------------------------------------ catalogues


@lru_cache(maxsize=4)
def catalogues(folder: Path) -> Mapping[Language, Texts]:
    """Read every language's texts from its `.po`."""
    from babel.messages.pofile import read_po

    found: dict[Language, Texts] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            entries = [entry for entry in read_po(file) if entry.id]
        found[Language(FILE_TAGS.get(path.stem, path.stem))] = {_key(entry.id): _forms(entry.string) for entry in entries}
    return found


def _key(name: str | tuple[str, ...] | list[str]) -> str:
    """A key: of a plural, that of its first form."""
    return name if isinstance(name, str) else name[0]


def _forms(said: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a text."""
    return (said,) if isinstance(said, str) else tuple(said or ())


def whole(languages: Mapping[Language, Texts]) -> Iterator[Reading]:
    """Each language has every text that Danish has, with the same named places."""
    danish = languages[DANISH]
    for language, texts in languages.items():
        for key, forms in danish.items():
            own = texts.get(key, ())
            same = bool(own) and all(own) and _names(own) <= _names(forms) | {"count"}
            yield holds(25, f"catalogue {language}", key, same)


def _names(forms: tuple[str, ...]) -> set[str]:
    """The named places of a text."""
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def pointing(languages: Mapping[Language, Texts]) -> Iterator[Reading]:
    """No text tells anybody what to press by its colour, its place or its shape."""
    for language, texts in languages.items():
        forbidden = POINTING.get(language.partition("-")[0])
        for key, forms in texts.items():
            said = " ".join(forms).lower()
            found = forbidden.search(said) if forbidden else None
            yield holds(6, f"catalogue {language}", f"{key}: {found.group() if found else ''}", found is None)
