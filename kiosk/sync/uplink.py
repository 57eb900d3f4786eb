"""The way of letters to the hub: contract v1, `POST /v1/ops`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.sync.answers import epoch_of, read_answer, verdicts_in
from kiosk.sync.keyring import Fixed, Keyring
from kiosk.sync.line import USUAL, HubLine, Question, Timing
from kiosk.wire import Enrolment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.wire import Op, Verdict

__all__ = ["HubUplink", "LineUplink", "Timing"]


class LineUplink:
    """Hands ops over a line. One request at a time."""

    def __init__(self, line: HubLine) -> None:
        self.line = line
        self._epoch = ""

    @property
    def epoch(self) -> str:
        """The hub's epoch in its last answer; another one than before says that it was put back to an older state."""
        return self._epoch

    def send(self, ops: Sequence[Op]) -> tuple[Verdict, ...]:
        """Hand over ops, get a verdict for each the hub names. Raises UplinkError: then nothing is known of any of them."""
        body = '{"ops":[' + ",".join(op.body for op in ops) + "]}"
        data = read_answer(self.line.ask(Question("/v1/ops", body.encode("utf-8"))), self.line.hub_id)
        self._epoch = epoch_of(data)
        return verdicts_in(data, {op.id for op in ops})


class HubUplink(LineUplink):
    """The same for a device whose secret somebody else looks after."""

    def __init__(
        self,
        *,
        base_url: str,
        hub_id: str,
        device: str,
        secret: str,
        timing: Timing = USUAL,
        ca_file: str | None = None,
        version: str = "0",
    ) -> None:
        """`base_url` without `/v1`; `hub_id` as pinned at enrolment. Raises UplinkError `not_https`."""
        keys = Keyring(Fixed(Enrolment(hub=hub_id, device=device, secret=secret)), rotates=False)
        super().__init__(HubLine(base_url=base_url, keys=keys, timing=timing, ca_file=ca_file, version=version))
