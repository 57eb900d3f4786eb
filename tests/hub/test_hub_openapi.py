"""The hub asked what its own OpenAPI promises, by a program that thinks of odd requests."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi import checks

from hub.acts import fleet
from hub.models import Device, Library
from hub.outside import now
from hub.wsgi import application

DEVICE, SECRET = "11111111-1111-4111-8111-111111111111", "ab" * 32

schema = schemathesis.openapi.from_dict(Client(SERVER_NAME="127.0.0.1").get("/v1/openapi.json").json())
schema.app = application
OPERATIONS: list[Any] = [each.ok() for each in schema.get_all_operations()]  # type: ignore[union-attr] # our own text has no mistakes
CHECKS = (
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)


@pytest.fixture
def _kiosk(library: Library) -> None:
    """Let a kiosk in whose words are known."""
    Device.objects.create(
        id=DEVICE,
        library=library,
        place="x",
        state="active",
        secret_sha256=fleet.digest(SECRET),
        rotated_at=now(),
        enrolled_at=now(),
    )


def test_every_endpoint_of_the_contract_is_described() -> None:
    """And each says which errors it may answer."""
    assert {each.path for each in OPERATIONS} == {
        "/v1/health",
        "/v1/enrol",
        "/v1/token",
        "/v1/ops",
        "/v1/feed",
        "/v1/heartbeat",
        "/v1/blobs/{sha256}",
    }


@pytest.mark.usefixtures("_kiosk")
@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.label for each in OPERATIONS])
def test_no_request_gets_an_answer_that_is_not_described(operation: Any) -> None:
    """Good requests and bad ones, signed in."""
    cases = st.one_of(operation.as_strategy(), operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))

    @settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        case = data.draw(cases)
        token = f"Bearer {DEVICE}.{SECRET}"
        answer = case.call(headers={"Authorization": token} if operation.path != "/v1/token" else {}, base_url="http://127.0.0.1")
        case.validate_response(answer, checks=list(CHECKS))

    ask()
