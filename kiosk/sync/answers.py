"""Reading what came back from the hub's address: is it ours, what does it say, and which verdicts does it hold."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec
from msgspec import Struct

from kiosk.ports import UplinkError
from kiosk.wire import OpId, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

LONGEST_PAUSE_S = 900.0
"""The longest pause a `Retry-After` may ask for."""

LONGEST_LATER_S = 86400
"""The longest pause a single verdict may ask for."""

OURS = {200, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503}
"""The statuses of the contract that an answer of JSON may have. Source: wire contract v1, 1.9."""

REASONS = {
    400: "bad_json",
    401: "bad_token",
    403: "revoked",
    404: "no_such_path",
    405: "bad_method",
    409: "code_used",
    410: "gone",
    413: "too_big",
    422: "bad_envelope",
    429: "slow_down",
    500: "hub_error",
    503: "busy",
}
"""What each status means; 403 and 404 have more than one meaning."""

NAMED = {"waiting", "no_such_code", "no_such_blob"}
"""The codes of an error that say more than its status."""

CODES = {
    "no_such_event",
    "event_over",
    "closed",
    "full",
    "bad_text",
    "bad_field",
    "too_big",
    "id_reused",
    "unknown_key",
    "no_such_signup",
    "unknown_kind",
    "hub_error",
    "busy",
}
"""The codes of a verdict we know; another one is `other`."""

STATUSES = {"confirmed", "waitlist", "cancelled", "received", "erased"}

VERDICTS = {"accepted", "duplicate", "rejected", "later"}


class Answer(Struct, frozen=True):
    """What a server sent: status, headers (lower case), whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_answer(answer: Answer, hub_id: str) -> dict[str, Any]:
    """Give the body of a 200 of ours. Raises UplinkError for everything else: `not_ours` may slow us down, nothing more."""
    if answer.status in {429, 503}:
        # A pause is granted to a proxy too.
        raise UplinkError(REASONS[answer.status], _retry_after(answer.headers))
    data = read_object(answer)
    if answer.status not in OURS or not hub_id or data.get("hub") != hub_id:
        raise UplinkError("not_ours")
    if answer.status != 200:
        raise UplinkError(_reason(answer.status, data))
    return data


def read_object(answer: Answer) -> dict[str, Any]:
    """Read the body as a JSON object; an empty one when it is none."""
    if answer.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return {}
    try:
        data = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def is_ours(answer: Answer, hub_id: str) -> bool:
    """Whether an answer of JSON is our hub's own."""
    return answer.status in OURS and bool(hub_id) and read_object(answer).get("hub") == hub_id


def stamped_now(answer: Answer) -> str:
    """Give the hub's time in an answer of ours, empty when it names none."""
    now = read_object(answer).get("now")
    return now if isinstance(now, str) and len(now) <= 40 else ""


def _reason(status: int, data: dict[str, Any]) -> str:
    """Say what an error of ours means, in our own words. `wipe` = revoked, and what is sealed here is to be shredded."""
    error = data.get("error")
    error = error if isinstance(error, dict) else {}
    code = error.get("code")
    if isinstance(code, str) and code in NAMED:
        return code
    if status == 403 and True in (error.get("wipe"), data.get("wipe")):
        return "wipe"
    return REASONS[status]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Read `Retry-After`: seconds, or a date, which is measured against the answer's own `Date` and no clock of ours."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return min(float(text), LONGEST_PAUSE_S)
    try:
        pause = (parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(pause, 0.0), LONGEST_PAUSE_S)


def epoch_of(data: dict[str, Any]) -> str:
    """Give the hub's epoch, empty when it names none."""
    epoch = data.get("epoch")
    return epoch if isinstance(epoch, str) and 0 < len(epoch) <= 36 else ""


def verdicts_in(data: dict[str, Any], asked: Collection[str]) -> tuple[Verdict, ...]:
    """Give the verdicts on what we asked for, the first one for each id; what we do not know is left out."""
    results = data.get("results")
    found: dict[str, Verdict] = {}
    for each in _objects(results if isinstance(results, list) else []):
        verdict = _verdict(each)
        if verdict is not None and verdict.id in asked:
            found.setdefault(verdict.id, verdict)
    return tuple(found.values())


def _objects(results: Iterable[Any]) -> list[dict[str, Any]]:
    """Keep the objects of a list."""
    return [each for each in results if isinstance(each, dict)]


def _verdict(each: dict[str, Any]) -> Verdict | None:
    """Read one verdict; None for a kind we do not know."""
    id_, word = each.get("id"), each.get("verdict")
    if not isinstance(id_, str) or not isinstance(word, str) or word not in VERDICTS:
        return None
    refused = word in {"rejected", "later"}
    return Verdict(
        id=OpId(id_),
        verdict=cast("Literal['accepted', 'duplicate', 'rejected', 'later']", word),
        status="" if refused else _known(each.get("status"), STATUSES, ""),
        code=_known(each.get("code"), CODES, "other") if refused else "",
        at=_short(each.get("at")),
        after_s=_pause(each.get("after_s")),
    )


def _known(word: object, among: Collection[str], otherwise: str) -> str:
    """Keep a word of a closed set."""
    return word if isinstance(word, str) and word in among else otherwise


def _short(text: object) -> str:
    """Keep a text no longer than a time is."""
    return text if isinstance(text, str) and len(text) <= 40 else ""


def _pause(seconds: object) -> int:
    """Keep a pause that makes sense."""
    whole = isinstance(seconds, int) and not isinstance(seconds, bool)
    return max(0, min(int(cast("int", seconds)), LONGEST_LATER_S)) if whole else 0
