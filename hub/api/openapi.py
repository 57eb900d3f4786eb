"""What the OpenAPI text says of requests: the shapes that are really read, and the kinds that are really there."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from hub.api.shapes import ProblemOut
from hub.kinds.base import op_kinds


def takes(shape: type[Struct]) -> dict[str, Any]:
    """Describe a body by the very type that reads it."""
    (schema,), parts = msgspec.json.schema_components([shape])
    return _body(_whole(schema, parts))


def _whole(schema: Any, parts: dict[str, Any]) -> Any:
    """Write a part in place of each mention of it: what stands alone needs no index."""
    if isinstance(schema, list):
        return [_whole(each, parts) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _whole(parts[schema["$ref"].rsplit("/", 1)[-1]], parts)
    return {name: _whole(each, parts) for name, each in schema.items()}


def takes_ops() -> dict[str, Any]:
    """Describe a batch: a loose envelope, each op by its kind."""
    op = {
        "type": "object",
        "required": ["id", "kind", "data"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "kind": {"type": "string", "maxLength": 32},
            "made_at": {"type": "string", "format": "date-time"},
            "data": {"anyOf": [kind.schema for _, kind in sorted(op_kinds().items())]},
            "was": {"type": "object", "properties": {"status": {"type": "string"}, "at": {"type": "string"}}},
        },
    }
    ops = {"type": "array", "minItems": 1, "maxItems": 100, "items": op}
    return _body({"type": "object", "required": ["ops"], "properties": {"ops": ops}})


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    """Say that it is JSON, and must be there."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def problems(*statuses: int) -> dict[int, type[ProblemOut]]:
    """Say which errors an endpoint may answer."""
    return dict.fromkeys(statuses, ProblemOut)
