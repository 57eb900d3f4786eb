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


@pytest.mark.parametrize(
    ("prefix", "suffix", "sent", "frames"),
    [
        (b"", b"!C", b"9788702269161!C\r\n", ("9788702269161",)),
        (b"", b"!C", b"9788702269161\r", ()),
        (b"", b"!C", b"half\rWHOLE!C", ("WHOLE",)),
        (b"!BA10", b"!C", b"!BA1012345!C!BD1077!C", ("12345",)),
        (b"!B", b"!C", b"noise!Bhalf!BWHOLE!C", ("WHOLE",)),
        (b"\x02", b"\x03", b"half\x02WHOLE\x03", ("WHOLE",)),
        (b"", b"\r\n", b"A\r\nB\r\n", ("A", "B")),
        (b"", b"!C\r", b"A!C\rB!C\r", ("A", "B")),
        (b"P", b"", b"P1\rX2\rP3\r", ("1", "3")),
        (b"", b"!C", b"x" * 65 + b"!CGOOD!C", ("GOOD",)),
        (b"", b"!C", b"x" * 64 + b"!C", ("x" * 64,)),
        (b"", b"!C", b"x" * 500 + b"\rGOOD!C", ("GOOD",)),
    ],
)
def test_a_frame_stands_between_what_the_settings_name(prefix: bytes, suffix: bytes, sent: bytes, frames: tuple[str, ...]) -> None:
    """With a suffix only what ends so is a code; a prefix begins one anew and is cut off."""
    assert Framer(max_length=64, prefix=prefix, suffix=suffix).feed(sent) == frames


def test_with_a_suffix_a_silence_ends_nothing() -> None:
    """Half a code is dropped, and the next one is whole."""
    framer = Framer(suffix=b"\r")

    assert framer.feed(b"97887", silent=True) == ()
    assert framer.feed(b"", silent=True) == ()
    assert framer.feed(b"9788702269161\r") == ("9788702269161",)


marks = st.sampled_from([b"", b"\r", b"!C", b"!C\r", b"\x03", b"!B", b"\x02", b"\x02Q", b"Q\r!"])
ends = st.sampled_from([b"", b"\r", b"\r\n", b"!C", b"!C\r", b"\x03"])
hostile = st.lists(st.binary(max_size=40) | st.sampled_from([b"!B", b"!C", b"\r", b"\x02", b"\x03", b"!", b"C"]), max_size=30)


@given(prefix=marks, suffix=marks, pieces=hostile)
def test_the_same_frames_come_whatever_the_pieces(prefix: bytes, suffix: bytes, pieces: list[bytes]) -> None:
    """One byte at a time, in pieces, or at once; and never more than one frame is held."""
    whole = Framer(max_length=16, prefix=prefix, suffix=suffix)
    pieced = Framer(max_length=16, prefix=prefix, suffix=suffix)
    sent = b"".join(pieces)

    frames = [frame for piece in pieces for frame in pieced.feed(piece)]

    assert tuple(frames) == whole.feed(sent)
    assert len(pieced._frame) <= 16 + len(suffix)
    assert all(frame.replace("\x1d", "").isprintable() and len(frame) <= 16 for frame in frames)


@given(prefix=marks, suffix=ends, noise=st.binary(max_size=100))
def test_after_any_noise_the_second_code_is_whole(prefix: bytes, suffix: bytes, noise: bytes) -> None:
    """The first one may stand in what the noise left; the line is then as good as new."""
    framer = Framer(max_length=64, prefix=prefix, suffix=suffix)
    code = prefix + b"9788702269161" + (suffix or b"\r")

    framer.feed(noise + code)

    assert framer.feed(code)[-1:] == ("9788702269161",)
