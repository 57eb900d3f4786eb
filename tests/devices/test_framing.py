"""Frames out of bytes, however they come."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner.framing import Framer


@pytest.mark.parametrize(
    ("sent", "frames"),
    [
        (b"9788702269161\r", ("9788702269161",)),
        (b"9788702269161\n", ("9788702269161",)),
        (b"9788702269161\r\n", ("9788702269161",)),
        (b"9788702269161\t", ("9788702269161",)),
        (b"\x02A\x03\x02B\x03", ("A", "B")),
        (b"half\x02WHOLE\x03", ("WHOLE",)),
        (b"\r\n\r\n", ()),
        (b"\xc3\xb8l\r", ("øl",)),
        (b"\xf8l\r", ("øl",)),
        (b"a\x1db\r", ("a\x1db",)),
        (b"a\x07b\rC\r", ("C",)),
        (b"x" * 65 + b"tail\rGOOD\r", ("GOOD",)),
        (b"x" * 64 + b"\r", ("x" * 64,)),
    ],
)
def test_a_frame_ends_as_scanners_end_it(sent: bytes, frames: tuple[str, ...]) -> None:
    """CR, LF, both, TAB, STX and ETX; damaged and endless frames give nothing, and the next one is whole again."""
    assert Framer(max_length=64).feed(sent) == frames


def test_a_silence_ends_a_frame_without_a_suffix() -> None:
    """Some scanners send nothing after a code."""
    framer = Framer()

    assert framer.feed(b"97887") == ()
    assert framer.feed(b"02269161") == ()
    assert framer.feed(b"", silent=True) == ("9788702269161",)
    assert framer.feed(b"", silent=True) == ()


@given(codes=st.lists(st.text("ABC123-ø", min_size=1, max_size=20), max_size=6), data=st.data())
def test_frames_are_the_same_however_the_line_splits_them(codes: list[str], data: st.DataObject) -> None:
    """A line delivers bytes when it likes."""
    ends = [data.draw(st.sampled_from([b"\r", b"\n", b"\r\n", b"\t", b"\x03"])) for _ in codes]
    sent = b"".join(code.encode() + end for code, end in zip(codes, ends, strict=True))
    marks = [0, *sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=8))), len(sent)]
    framer = Framer()

    frames = [frame for start, end in pairwise(marks) for frame in framer.feed(sent[start:end])]

    assert frames == codes


@given(noise=st.lists(st.binary(max_size=300), max_size=10))
def test_an_endless_stream_is_bounded(noise: list[bytes]) -> None:
    """Whatever comes, one frame is held at most, and what comes out can be shown."""
    framer = Framer(max_length=64)
    for piece in noise:
        for frame in framer.feed(piece):
            assert frame.replace("\x1d", "").isprintable()
            assert len(frame) <= 64
        assert len(framer._frame) <= 64
