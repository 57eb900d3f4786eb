"""The library's token: kept, renewed at half life, given up when it is refused; and the pair behind it, which goes nowhere."""

from __future__ import annotations

import stat

import pytest

from hub.sources.trouble import SourceError
from tests.contracts.faults import Fault
from tests.contracts.fbi_data import WORK, work
from tests.contracts.fbi_server import PAIR, FbiServer
from tests.hub.fbi_desk import CatalogueDesk, gathered

TOKEN = "/oauth/token"

pytestmark = pytest.mark.parametrize("catalogue", ["our part of the schema"], indirect=True)


def test_one_token_serves_for_a_fortnight(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """Also after a restart: it lies in a file that only its owner may read."""
    for _ in range(3):
        gathered(desk.fbi().by_id([WORK]))
    desk.calm.later(days=14)
    gathered(desk.fbi().by_id([WORK]))

    assert catalogue.count(TOKEN) == 1
    assert stat.S_IMODE(desk.file.stat().st_mode) == 0o600
    assert all(secret not in desk.file.read_text("utf-8") for secret in PAIR)


def test_it_is_renewed_at_half_life(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """As the library's CMS does."""
    tokens = desk.tokens()
    first = tokens.token()
    catalogue.revoke()
    desk.calm.later(days=15, hours=1)

    assert tokens.token() != first
    assert catalogue.count(TOKEN) == 2


def test_a_good_token_outlives_a_login_service_that_is_down(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """Past its half life it is good still; past its end it is not."""
    first = desk.tokens().token()
    desk.calm.later(days=20)
    catalogue.faults[TOKEN] = [Fault.UNAVAILABLE] * 8

    assert desk.tokens().token() == first
    desk.calm.later(days=20)
    with pytest.raises(SourceError, match="server_error"):
        desk.tokens().token()


def test_a_refused_token_is_renewed_once_and_the_question_answered(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """The catalogue forgot it before its time."""
    catalogue.works = [work()]
    fbi = desk.fbi()
    gathered(fbi.by_id([WORK]))
    catalogue.revoke()

    assert gathered(fbi.by_id([WORK]))[WORK] is not None
    assert catalogue.count(TOKEN) == 2


def test_a_catalogue_that_takes_no_token_is_left_alone(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """Once more with a fresh one, then no more: hammering would lock the library out."""
    catalogue.faults["/fbcms-go/graphql"] = [Fault.FORBIDDEN] * 9

    with pytest.raises(SourceError, match="bad_credentials"):
        gathered(desk.fbi().by_id([WORK]))

    assert (catalogue.count(TOKEN), catalogue.count("/fbcms-go")) == (2, 2)


@pytest.mark.parametrize("wrong", [{"client_secret": "another"}, {"client_id": "another"}, {"agency": "710100"}], ids=str)
def test_a_wrong_pair_is_tried_once(catalogue: FbiServer, desk: CatalogueDesk, wrong: dict[str, str], tmp_path: object) -> None:
    """And the error says only that."""
    other = CatalogueDesk(catalogue, desk.file.parent, **wrong)

    with pytest.raises(SourceError) as caught:
        gathered(other.fbi().by_id([WORK]))

    assert str(caught.value) == "bad_credentials"
    assert catalogue.count(TOKEN) == 1
    assert catalogue.count("/fbcms-go") == 0


def test_a_token_of_another_pair_is_not_used(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """When hub.toml changes, the file of before is not believed; nor is a broken one."""
    desk.tokens().token()
    with pytest.raises(SourceError, match="bad_credentials"):
        CatalogueDesk(catalogue, desk.file.parent, client_secret="another").tokens().token()
    desk.file.write_text("{", "utf-8")

    assert desk.tokens().token() == catalogue.token


def test_without_a_pair_nobody_is_asked(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """A hub without an agreement."""
    other = CatalogueDesk(catalogue, desk.file.parent, client_secret="")

    with pytest.raises(SourceError, match="not_set_up"):
        other.tokens().token()
    assert catalogue.asked == []


@pytest.mark.parametrize("fault", [Fault.PORTAL, Fault.OBJECT, Fault.EMPTY, Fault.MOVED], ids=lambda fault: fault.name)
def test_what_is_no_token_is_not_kept(catalogue: FbiServer, desk: CatalogueDesk, fault: Fault) -> None:
    """A portal's page with 200 is not the login service."""
    catalogue.faults[TOKEN] = [fault]

    with pytest.raises(SourceError, match="not_ours"):
        desk.tokens().token()
    assert not desk.file.exists()
