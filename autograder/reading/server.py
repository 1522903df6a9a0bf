"""A small server of one page, for one person on this machine.

It listens on 127.0.0.1 alone. The address has a word in it that nobody can guess, and a request
that names another host, or comes from a page of another site, is refused: a website that is open
in the same browser can neither read answers nor give marks.
"""

from __future__ import annotations

import hmac
import json
import math
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs, urlsplit

from autograder.environment import CommandFailed
from autograder.reading.page import file

__all__ = ["Asked", "Server", "Work"]

LARGEST = 100_000  # bytes of what a page sends
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' "
    "'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SCRIPTS = ("answers.js", "marks.js", "sending.js", "keys.js")
FILES = {"page.css": "text/css"} | dict.fromkeys(SCRIPTS, "text/javascript")
JSON = "application/json"
ELSEWHERE = "Open the address that the command has printed."


class Asked(NamedTuple):
    """A mark that the page wants to be entered; `seen` is by the words that stand for students."""

    question: str
    seen: dict[str, str]
    score: float | None
    comment: str


class Work(Protocol):
    """What is served; `enter` says whether a mark was entered, and what to tell the page."""

    def page(self, question: str) -> str: ...

    def names(self) -> dict[str, str]: ...

    def enter(self, asked: Asked) -> tuple[bool, dict[str, Any]]: ...


class Refused(Exception):
    """Why a request is not answered."""

    def __init__(self, status: HTTPStatus, said: str) -> None:
        self.status, self.said = status, said


class Server(ThreadingHTTPServer):
    """Serves some work at `address`; one request at a time looks into the gradebook."""

    daemon_threads = True

    def __init__(self, work: Work, token: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.work, self.token, self.lock = work, token, Lock()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone away is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def hosts(self) -> list[str]:
        return [f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")]

    @property
    def address(self) -> str:
        return f"http://{self.hosts[0]}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = 20  # a browser opens connections that it may not use

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, what: Any) -> None:
        try:
            name, query = self._asked()
            status, kind, body = what(name, query)
        except Refused as refused:
            status, kind, body = refused.status, JSON, _json({"said": refused.said})
        except CommandFailed as failed:
            told = {"said": str(failed)}
            status, kind, body = HTTPStatus.SERVICE_UNAVAILABLE, JSON, _json(told)
        self.send_response(status)
        headers = HEADERS | {"Content-Type": f"{kind}; charset=utf-8"}
        for key, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def _asked(self) -> tuple[str, str]:
        """The last part of the address, and what follows its question mark."""
        if self.headers.get("Host") not in self.server.hosts:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, ELSEWHERE)
        there = urlsplit(self.path)
        token, _, name = there.path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise Refused(HTTPStatus.NOT_FOUND, ELSEWHERE)
        return name, there.query

    def _get(self, name: str, query: str) -> tuple[HTTPStatus, str, bytes]:
        work = self.server.work
        if name in FILES:
            return HTTPStatus.OK, FILES[name], file(name)
        with self.server.lock:
            if name == "names":
                return HTTPStatus.OK, JSON, _json(work.names())
            if name == "":
                text = work.page(parse_qs(query).get("question", [""])[0])
                return HTTPStatus.OK, "text/html", text.encode("utf-8", "replace")
        raise Refused(HTTPStatus.NOT_FOUND, ELSEWHERE)

    def _post(self, name: str, _: str) -> tuple[HTTPStatus, str, bytes]:
        origins = [f"http://{host}" for host in self.server.hosts]
        if name != "save" or self.headers.get("Origin") not in origins:
            raise Refused(HTTPStatus.FORBIDDEN, ELSEWHERE)
        asked = self._mark()
        with self.server.lock:
            entered, told = self.server.work.enter(asked)
        return (HTTPStatus.OK if entered else HTTPStatus.CONFLICT), JSON, _json(told)

    def _mark(self) -> Asked:
        size = self.headers.get("Content-Length", "")
        if not size.isdigit() or int(size) > LARGEST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The comment is too long.")
        try:
            told = json.loads(self.rfile.read(int(size)))
            asked = Asked(**told)
            score = None if asked.score is None else float(asked.score)
            seen = {str(who): str(word) for who, word in asked.seen.items()}
        except (ValueError, TypeError, AttributeError):
            raise Refused(HTTPStatus.BAD_REQUEST, "That is no mark.") from None
        if score is not None and not math.isfinite(score):
            raise Refused(HTTPStatus.BAD_REQUEST, "Points are a number.")
        return Asked(str(asked.question), seen, score, str(asked.comment))


def _json(told: object) -> bytes:
    return json.dumps(told).encode()
