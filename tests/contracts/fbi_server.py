"""A server that keeps the contract of the national catalogue and its login: its schema judges every question, and every answer."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from graphql import (
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    parse,
    validate,
)
from graphql.language import DocumentNode, SelectionSetNode

from tests.contracts.faults import ACTS, Fault, Wire
from tests.contracts.fbi_data import Row

OUR_PART = Path(__file__).with_name("fbi_schema.graphql")
JSON = "application/json"
PAIR = ("a-client", "a-secret-that-nobody-may-see")
AGENCY = "785100"
LONG = 2_591_999
"""How long a token is good: 30 days but a second."""


class FbiServer:
    """The login service, the catalogue and its covers. `faults` come one after the other, by path."""

    def __init__(self, schema: GraphQLSchema | None = None) -> None:
        self.schema = schema or build_schema(OUR_PART.read_text("utf-8"))
        self.works: list[Row] = []
        self.origins: dict[str, str] = {}
        self.pictures: dict[str, tuple[bytes, str]] = {}
        self.faults: dict[str, list[Fault]] = {}
        self.bend: Callable[[Row], Row] = lambda answer: answer
        self.token = "library-token-1"
        self.expires_in = LONG
        self.signature = 1
        self.most_works = 100
        self.search_error: str | None = None
        self.asked: list[str] = []
        self.questions: list[Row] = []
        self.invalid: list[str] = []
        self.trespasses: list[str] = []
        self.stopping = threading.Event()
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True

    @property
    def base(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def revoke(self) -> None:
        """Let the token in use run out."""
        self.token = f"library-token-{int(self.token.rsplit('-', 1)[1]) + 1}"

    def count(self, path: str) -> int:
        """How often something was asked for."""
        return sum(asked.startswith(path) for asked in self.asked)

    @contextmanager
    def running(self) -> Iterator[FbiServer]:
        """Serve until the block ends; then every question must have been one the schema allows, and no token must have strayed."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stopping.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join(5)
        assert self.invalid == []
        assert self.trespasses == []

    # ---------------------------------------------------------------------------------------------------- the login

    def grant(self, authorization: str, body: bytes) -> tuple[str, Row]:
        """Give a token to the library, and to nobody else."""
        told = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        wanted = {"grant_type": "password", "username": f"@{AGENCY}", "password": f"@{AGENCY}"}
        pair = "Basic " + base64.b64encode(":".join(PAIR).encode()).decode()
        if authorization != pair or told != wanted:
            return "401 Unauthorized", {"error": "invalid_client"}
        return "200 OK", {"access_token": self.token, "token_type": "Bearer", "expires_in": self.expires_in}

    # ------------------------------------------------------------------------------------------------ the catalogue

    def answer(self, authorization: str, body: bytes) -> tuple[str, Row]:
        """Answer a question of GraphQL, as the service does: 400 for what is none, else 200, with or without errors."""
        if authorization != f"Bearer {self.token}":
            return "401 Unauthorized", {"message": "Unauthorized"}
        asked = json.loads(body)
        self.questions.append(asked)
        document = parse(asked["query"])
        wrong = [error.message for error in validate(self.schema, document)]
        self.invalid += wrong
        variables = asked.get("variables") or {}
        names = max((len(value) for value in variables.values() if isinstance(value, list)), default=0)
        if wrong or names > self.most_works:
            return "400 Bad Request", {"errors": [{"message": "; ".join(wrong) or "Query exceeded complexity limit"}]}
        result = execute_sync(self.schema, document, _Root(self, document), variable_values=variables)
        return "200 OK", self.bend(_written(result))

    def find(self, isbn: str) -> list[Row]:
        """The works that have an ISBN."""
        return [each for each in self.works if isbn in json.dumps(each)]

    def cover(self, pid: str) -> Row:
        """A cover with signed addresses, drawn by a machine unless there is a real one."""
        if pid not in self.pictures:
            return {"origin": "default", "large": _picture(f"{self.base}/covers/drawn?sig={self.signature}")}
        origin = self.origins.get(pid, "fbiinfo")
        return {"origin": origin, "large": _picture(f"{self.base}/covers/{pid}?sig={self.signature}"), "medium": None}


class _Root:
    """What the schema's questions lead to."""

    def __init__(self, server: FbiServer, document: DocumentNode) -> None:
        self._server = server
        self._document = document

    def works(self, _info: Any, id: list[str]) -> list[Row | None]:  # noqa: A002 - the schema's own word
        by_id = {each["workId"]: each for each in self._server.works}
        return [by_id.get(each) for each in id]

    def manifestations(self, _info: Any, pid: list[str]) -> list[Row]:
        return [{"pid": each, "cover": self._server.cover(each)} for each in pid]

    def complexSearch(self, _info: Any, cql: str, filters: Row) -> Row:  # noqa: N802 - the schema's own word
        isbns = re.findall(r"term\.isbn=(\d{13})", cql)
        assert cql == " OR ".join(f"term.isbn={isbn}" for isbn in isbns)
        assert filters == {}
        found = {each["workId"]: each for isbn in isbns for each in self._server.find(isbn)}
        error = self._server.search_error
        hits = [] if error else list(found.values())
        return {"hitcount": len(hits), "errorMessage": error, "works": lambda _info, offset, limit: hits[offset : offset + limit]}

    def debug(self, _info: Any) -> Row:
        return {
            "complexity": {"value": 40, "max": 3000, "class": "simple"},
            "depth": {"value": depth_of(self._document), "max": 15},
        }


@cache
def whole_schema(contracts: Path) -> GraphQLSchema:
    """Read the whole schema, once."""
    return build_schema((contracts / "fbi" / "dbc-fbi.fbcms-go.graphql").read_text("utf-8"))


def depth_of(document: DocumentNode) -> int:
    """How many fields lie one within the other."""
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}

    def below(chosen: SelectionSetNode | None) -> int:
        depths = [0]
        for each in chosen.selections if chosen else ():
            if isinstance(each, FieldNode):
                depths.append(1 + below(each.selection_set))
            elif isinstance(each, FragmentSpreadNode):
                depths.append(below(fragments[each.name.value].selection_set))
        return max(depths)

    return max(below(each.selection_set) for each in document.definitions if isinstance(each, OperationDefinitionNode))


def _written(result: ExecutionResult) -> Row:
    """Write an answer; data and errors may stand side by side."""
    errors = [{"message": error.message, "path": error.path} for error in result.errors or ()]
    return {"data": result.data} | ({"errors": errors} if errors else {})


def _picture(url: str) -> Row:
    return {"url": url, "width": 500, "height": 700}


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    site: ClassVar[FbiServer]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Login and catalogue."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        who = self.headers.get("Authorization", "")
        if self.path == "/oauth/token":
            self._send(*self.site.grant(who, body))
        elif self.path == "/fbcms-go/graphql":
            self._send(*self.site.answer(who, body))
        else:
            self._send("404 Not Found", {})

    def do_GET(self) -> None:
        """Covers; whoever brings our token here has lost it."""
        if self.headers.get("Authorization"):
            self.site.trespasses.append(urlsplit(self.path).path)
        where = urlsplit(self.path)
        held = self.site.pictures.get(where.path.removeprefix("/covers/"))
        fresh = parse_qs(where.query).get("sig") == [str(self.site.signature)]
        content, kind = held if held and fresh else (b"", "")
        self._act("200 OK" if held and fresh else "403 Forbidden", content, kind)

    def _send(self, status: str, answer: Row) -> None:
        self._act(status, json.dumps(answer).encode(), JSON)

    def _act(self, status: str, body: bytes, kind: str) -> None:
        """Send, or misbehave."""
        self.site.asked.append(self.path)
        self.close_connection = True
        waiting = self.site.faults.get(urlsplit(self.path).path) or []
        wire = Wire(self.connection, self.site.stopping, body, kind)
        with suppress(OSError):
            if waiting:
                ACTS[waiting.pop(0)](wire)
            else:
                wire.send(status, (f"Content-Type: {kind}",) if kind else (), body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Say nothing."""
