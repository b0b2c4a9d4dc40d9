"""A web server on loopback, in a thread, that answers as each test says and remembers what it was asked."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread

from labelaudit.catalogue.fetch import Fetcher
from labelaudit.catalogue.guard import Guard
from labelaudit.limits import Limits

LOOPBACK = (ip_network("127.0.0.0/8"),)


@dataclass
class Answer:
    status: int = 200
    body: bytes = b"\x89PNG\r\n\x1a\n picture"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    """Bytes after which the connection is closed."""
    hold: Callable[[], object] | None = None
    """Called after each byte of the body."""


@dataclass
class Server:
    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    """By path; the last one is given again and again."""
    asked: list[tuple[str, Message]] = field(default_factory=list)

    def url(self, path: str, host: str = "shop.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, self.headers))
            answers = server.answers.get(self.path, [Answer(404)])
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            etag = answer.headers.get("ETag")
            status = 304 if etag and self.headers.get("If-None-Match") == etag else answer.status
            body = b"" if status == 304 else answer.body
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if answer.hold:
                    for byte in body:
                        self.wfile.write(bytes([byte]))
                        answer.hold()
                else:
                    self.wfile.write(body[: answer.cut])
            except OSError:
                pass
            self.close_connection = True

        def log_message(self, *_: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.handle_error = lambda *_: None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        http.socket = context.wrap_socket(http.socket, server_side=True)
    server = Server(http.server_port)
    thread = Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def fetcher(folder: Path, *, names: dict[str, list[str]] | None = None, **more: object) -> Fetcher:
    """A fetcher that may go to loopback, knows a few names, and waits for nothing."""
    known = {"shop.test": ["127.0.0.1"], "cdn.test": ["127.0.0.1"]} | (names or {})

    def resolve(host: str, port: int) -> list[str]:
        if host not in known:
            raise OSError("unknown")
        return known[host]

    limits = more.pop("limits", Limits())
    assert isinstance(limits, Limits)
    guard = Guard(resolver=resolve, allowed=more.pop("allowed", LOOPBACK))
    pauses = more.pop("pauses", [])
    return Fetcher(folder, guard=guard, limits=limits, pause=pauses.append, **more)
