"""What goes wrong between hub and catalogue, over real sockets: what is tried again, what is cut, and what is not believed."""

from __future__ import annotations

import pytest

from hub.sources.trouble import SourceError
from tests.contracts.faults import Fault
from tests.contracts.fbi_data import WORK, work
from tests.contracts.fbi_server import FbiServer
from tests.hub.fbi_desk import QUICK, CatalogueDesk, gathered

GRAPHQL = "/fbcms-go/graphql"

pytestmark = pytest.mark.parametrize("catalogue", ["our part of the schema"], indirect=True)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.SERVER_ERROR, "server_error"),
        (Fault.UNAVAILABLE, "server_error"),
        (Fault.SHORT, "truncated"),
        (Fault.CHUNK_CUT, "truncated"),
        (Fault.RESET, "truncated"),
        (Fault.TOO_MANY, "slow_down"),
    ],
    ids=lambda each: getattr(each, "name", each),
)
def test_a_trouble_that_may_pass_is_tried_four_times(catalogue: FbiServer, desk: CatalogueDesk, fault: Fault, reason: str) -> None:
    """With pauses in between; when the third try is answered all is well, and after four it is enough."""
    catalogue.works = [work()]
    catalogue.faults[GRAPHQL] = [fault, fault]
    assert gathered(desk.fbi().by_id([WORK]))[WORK] is not None
    assert len(desk.calm.waits) >= 2

    catalogue.faults[GRAPHQL] = [fault] * 4
    with pytest.raises(SourceError) as caught:
        gathered(desk.fbi().by_id([WORK]))

    assert caught.value.reason == reason
    assert catalogue.faults[GRAPHQL] == []


@pytest.mark.parametrize("fault", [Fault.STALL, Fault.DRIP, Fault.DRIP_HEADERS], ids=lambda each: each.name)
def test_what_takes_too_long_is_cut(catalogue: FbiServer, desk: CatalogueDesk, fault: Fault) -> None:
    """Also an answer that drips and never falls silent."""
    desk.tokens().token()
    desk.asks = QUICK
    catalogue.faults[GRAPHQL] = [fault] * 4

    with pytest.raises(SourceError, match="slow"):
        gathered(desk.fbi().by_id([WORK]))

    assert catalogue.faults[GRAPHQL] == []


def test_the_services_wish_to_be_left_alone_is_heeded(catalogue: FbiServer, desk: CatalogueDesk) -> None:
    """120 seconds were asked for: those, and up to as much again."""
    catalogue.faults[GRAPHQL] = [Fault.TOO_MANY]

    gathered(desk.fbi().by_id([WORK]))

    assert desk.calm.waits == [pytest.approx(desk.settings.pause_s, abs=1e-6), 180.0]


@pytest.mark.parametrize(
    "fault",
    [
        Fault.PORTAL,
        Fault.WRONG_TYPE,
        Fault.NOT_JSON,
        Fault.NOT_UTF8,
        Fault.EMPTY,
        Fault.DEEP,
        Fault.MOVED,
        Fault.NOT_FOUND,
        Fault.GZIP,
    ],
    ids=lambda fault: fault.name,
)
def test_what_is_not_the_catalogues_own_answer_is_not_believed(catalogue: FbiServer, desk: CatalogueDesk, fault: Fault) -> None:
    """A captive portal's page with 200, half a text, a redirect: once is enough."""
    catalogue.works = [work()]
    catalogue.faults[GRAPHQL] = [fault]

    with pytest.raises(SourceError) as caught:
        gathered(desk.fbi().by_id([WORK]))

    assert caught.value.reason == "not_ours"
    assert str(caught.value) == "not_ours"
    assert catalogue.count(GRAPHQL) == 1
