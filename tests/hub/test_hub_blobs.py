"""Pictures: scaled, named by their hash, and only for whom the feed names them."""

from __future__ import annotations

import io
from hashlib import sha256

import pytest
from PIL import Image

from hub.acts import content, pictures
from hub.models import Library, Occasion
from hub.outside import now
from tests.hub.desk import Kiosk, client, enrolled, event


def photo(width: int = 3000, height: int = 2000) -> io.BytesIO:
    """Draw a large picture, with a place in its EXIF."""
    exif = Image.Exif()
    exif[0x010E] = "57.05 N 9.92 E"
    out = io.BytesIO()
    Image.effect_noise((width // 8, height // 8), 80).resize((width, height)).convert("RGB").save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


@pytest.fixture
def occasion(library: Library) -> Occasion:
    """Give an event with a picture."""
    made = event(library)
    made.picture = pictures.keep(photo(), now())
    content.save(made, capacity=None, who="test", now=now())
    return made


def test_the_feed_names_it_and_the_kiosk_gets_it(occasion: Occasion, kiosk: Kiosk) -> None:
    """Smaller than it came, and without what the camera wrote into it."""
    named = kiosk.everything()[0]["event dpl:81"]["picture"]

    answer = client().get(f"/v1/blobs/{named['sha256']}", headers=kiosk.headers())

    assert sha256(answer.content).hexdigest() == named["sha256"]
    assert (answer["Content-Type"], len(answer.content)) == (named["type"], named["bytes"])
    assert max(named["w"], named["h"]) == 1600
    assert named["bytes"] <= 2 * 1024 * 1024
    assert b"57.05" not in answer.content
    assert "immutable" in answer["Cache-Control"]
    assert answer["ETag"] == f'"{named["sha256"]}"'


@pytest.mark.parametrize(
    ("asked", "status", "start", "stop"),
    [
        ("bytes=100-199", 206, 100, 200),
        ("bytes=100-", 206, 100, None),
        ("bytes=99999999-", 200, 0, None),
        ("lines=1-2", 200, 0, None),
    ],
)
def test_a_slow_line_goes_on_where_it_broke_off(
    occasion: Occasion, kiosk: Kiosk, asked: str, status: int, start: int, stop: int
) -> None:
    """206 for a range that makes sense, the whole for any other."""
    assert occasion.picture is not None
    whole = bytes(occasion.picture.content)

    answer = client().get(f"/v1/blobs/{occasion.picture.pk}", headers=kiosk.headers() | {"Range": asked})

    assert answer.status_code == status
    assert answer.content == whole[start:stop]


def test_another_branch_does_not_get_it(occasion: Occasion, kiosk: Kiosk) -> None:
    """Nor does anybody once it is off the glass."""
    assert occasion.picture is not None
    path = f"/v1/blobs/{occasion.picture.pk}"
    other = enrolled(content.add_library("hasseris", "Hasseris", now=now()))

    assert client().get(path, headers=other.headers()).status_code == 404
    assert client().get(path, headers=kiosk.headers() | {"If-None-Match": f'"{occasion.picture.pk}"'}).status_code == 304
    content.show(occasion, shown=False, who="x", now=now())
    assert client().get(path, headers=kiosk.headers()).json()["error"]["code"] == "no_such_blob"


def test_what_is_no_picture_is_refused() -> None:
    """Whatever its name ends in."""
    with pytest.raises(pictures.PictureError):
        pictures.keep(io.BytesIO(b"<svg onload=alert(1)>"), now())
