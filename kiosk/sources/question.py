"""Ties what a source said of its answer to the question that it answered.

A 304 is only true for the same question: the window of days moves at midnight and the settings of a branch change, while the
source's list may not.
"""

from __future__ import annotations

import hashlib

from kiosk.ports import Validators


def asked(*parts: object) -> str:
    """A short name of a question; `parts` is all that the answer depends on: address, day, filters, rules."""
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]


def remember(said: Validators, question: str) -> Validators:
    """The source's validators -> what the store keeps."""
    if said == Validators():
        return said
    return Validators(f"{question} {said.etag}", said.last_modified)


def recall(known: Validators, question: str) -> Validators:
    """What the store kept -> what may be sent with this question; nothing where it was another."""
    name, _, etag = known.etag.partition(" ")
    return Validators(etag, known.last_modified) if name == question else Validators()
