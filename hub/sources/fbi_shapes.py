"""The catalogue's answers as msgspec reads them: every field may be missing or null, whatever the schema promises."""

from __future__ import annotations

import msgspec
from msgspec import Struct, field

Maybe = list[msgspec.Raw] | None


class Fault(Struct, frozen=True):
    """An error of GraphQL: where in the answer something is not as it should be. Its message is not read."""

    path: list[str | int] | None = None


class Reply(Struct, frozen=True):
    """What every answer looks like."""

    data: msgspec.Raw = msgspec.Raw(b"null")
    errors: list[Fault] | None = None


class Works(Struct, frozen=True):
    """Works in the order they were asked for."""

    works: Maybe = None


class Hits(Struct, frozen=True):
    """What a search found."""

    hitcount: int | None = None
    error: str | None = field(default=None, name="errorMessage")
    works: Maybe = None


class Found(Struct, frozen=True):
    """A search's answer."""

    hits: Hits | None = field(default=None, name="complexSearch")


class Manifestations(Struct, frozen=True):
    """Manifestations in the order they were asked for."""

    manifestations: Maybe = None


class Measure(Struct, frozen=True):
    """How large a document is, and how large one may be."""

    value: int | None = None
    max: int | None = None


class Debug(Struct, frozen=True):
    """What the service says of a document."""

    complexity: Measure | None = None
    depth: Measure | None = None


class Limits(Struct, frozen=True):
    """An answer that holds it."""

    debug: Debug | None = None


class Titles(Struct, frozen=True):
    """A work's titles."""

    full: list[str] | None = None
    main: list[str] | None = None


class Named(Struct, frozen=True):
    """A creator."""

    display: str | None = None


class Year(Struct, frozen=True):
    """A year."""

    year: int | None = None


class Language(Struct, frozen=True):
    """A language by its two letters."""

    code: str | None = field(default=None, name="iso639Set1")


class Subject(Struct, frozen=True):
    """A subject or a word of mood."""

    type: str | None = None
    display: str | None = None
    language: Language | None = None


class Subjects(Struct, frozen=True):
    """Those that DBC stands by."""

    verified: list[Subject | None] | None = field(default=None, name="dbcVerified")


class Coded(Struct, frozen=True):
    """Something by its code."""

    code: str | None = None


class Audience(Struct, frozen=True):
    """Whom it is for."""

    who: list[Coded | None] | None = field(default=None, name="childrenOrAdults")


class Shelfmark(Struct, frozen=True):
    """Where libraries put it."""

    shelfmark: str | None = None
    postfix: str | None = None


class Identifier(Struct, frozen=True):
    """A number it goes by."""

    type: str | None = None
    value: str | None = None


class Material(Struct, frozen=True):
    """What it is made of."""

    general: Coded | None = field(default=None, name="materialTypeGeneral")


class Edition(Struct, frozen=True):
    """One manifestation of a work."""

    pid: str | None = None
    audience: Audience | None = None
    shelfmark: Shelfmark | None = None
    identifiers: list[Identifier | None] | None = None
    materials: list[Material | None] | None = field(default=None, name="materialTypes")


class Editions(Struct, frozen=True):
    """A work's manifestations."""

    best: Edition | None = field(default=None, name="bestRepresentation")
    all: list[Edition | None] | None = None


class Work(Struct, frozen=True):
    """A work."""

    work_id: str | None = field(default=None, name="workId")
    titles: Titles | None = None
    creators: list[Named | None] | None = None
    abstract: list[str] | None = None
    year: Year | None = field(default=None, name="workYear")
    languages: list[Language | None] | None = field(default=None, name="mainLanguages")
    subjects: Subjects | None = None
    editions: Editions | None = field(default=None, name="manifestations")


class Picture(Struct, frozen=True):
    """A picture in one size."""

    url: str | None = None


class Cover(Struct, frozen=True):
    """A cover in several sizes. `origin` tells a real one from one that was drawn by a machine."""

    origin: str | None = None
    large: Picture | None = None
    medium: Picture | None = None
    small: Picture | None = None


class Covered(Struct, frozen=True):
    """A manifestation with its cover."""

    pid: str | None = None
    cover: Cover | None = None
