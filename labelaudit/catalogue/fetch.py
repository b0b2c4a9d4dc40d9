"""Fetches pictures by address: guarded, bounded, tried again, and kept by address and ETag."""

import hashlib
import http.client
import json
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Timer
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from labelaudit.catalogue.guard import Guard, Target
from labelaudit.catalogue.notes import printable
from labelaudit.catalogue.pictured import SUFFIXES
from labelaudit.errors import OutputError, UnreadableError
from labelaudit.limits import Limits

_REDIRECTS = 5
_TRIES = 3
_PAUSE_SECONDS = 0.5
"""Before the second try; doubled before each further one."""
_LONGEST_PAUSE_SECONDS = 30.0
_SOCKET_SECONDS = 15.0
"""To connect, and from one read to the next."""
_BLOCK = 1 << 16
_MOVED = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)


class _AgainError(Exception):
    """A failure that may pass; `after` is what the server asked to wait, in seconds."""

    def __init__(self, reason: str, after: float = 0) -> None:
        super().__init__(reason)
        self.after = after


@contextmanager
def _at_most(seconds: float, connected: socket.socket) -> Iterator[None]:
    """Cut the connection after a time: one that sends a byte now and then never meets a read's limit."""

    def cut() -> None:
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@dataclass(frozen=True)
class _Kept:
    """What the folder holds of an address."""

    path: Path
    etag: str
    modified: str


@dataclass(frozen=True)
class Fetcher:
    """Fetches into `folder`, which it keeps from run to run and may share with other processes."""

    folder: Path
    guard: Guard = field(default_factory=Guard)
    limits: Limits = field(default_factory=Limits)
    certificates: str | None = None
    """A file of authorities to trust in the place of the system's."""
    pause: Callable[[float], None] = time.sleep

    def get(self, address: str) -> Path:
        """The picture's path in the folder; an unchanged one is asked for and not sent again.

        Raises UnreadableError: refused, missing, too_large, not_fetched; OutputError.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{self.folder}: cannot be made for fetched pictures ({error})") from error
        reason = ""
        for attempt in range(_TRIES):
            try:
                return self._follow(address, attempt)
            except _AgainError as error:
                reason = str(error)
                wait = max(error.after, _PAUSE_SECONDS * 2**attempt)
                if attempt + 1 < _TRIES:
                    self.pause(min(wait, _LONGEST_PAUSE_SECONDS))
        raise UnreadableError(
            "not_fetched", f"{_shown(address)}: not fetched, tried {_TRIES} times ({reason}); try later"
        )

    def _follow(self, address: str, attempt: int) -> Path:
        kept, at = self._kept(address), address
        for _ in range(_REDIRECTS + 1):
            target = self.guard.check(at)
            with self._answer(target, kept, attempt) as answer:
                if answer.status in _MOVED and (place := answer.headers.get("Location")):
                    at = urljoin(at, place)
                    continue
                if answer.status == 304 and kept:
                    return kept.path
                return self._keep(address, answer)
        raise UnreadableError("not_fetched", f"{_shown(address)}: is sent on more than {_REDIRECTS} times")

    @contextmanager
    def _answer(self, target: Target, kept: _Kept | None, attempt: int) -> Iterator[HTTPResponse]:
        """The server's answer, its body unread; the connection is to an address that was checked."""
        headers = {"Host": target.authority, "User-Agent": "labelaudit", "Accept-Encoding": "identity"}
        if kept and kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept and kept.modified:
            headers["If-Modified-Since"] = kept.modified
        connection = self._connection(target, target.addresses[attempt % len(target.addresses)])
        try:
            connection.connect()
            with _at_most(self.limits.fetch_seconds, connection.sock):
                connection.request(
                    "GET", target.path, headers=headers, preload_content=False, decode_content=False
                )
                with closing(connection.getresponse()) as answer:
                    yield answer
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise _AgainError(" ".join(str(error).split())[:200] or type(error).__name__) from error
        finally:
            connection.close()

    def _connection(self, target: Target, address: str) -> HTTPConnection:
        if target.scheme == "http":
            return HTTPConnection(address, target.port, timeout=_SOCKET_SECONDS)
        return HTTPSConnection(
            address,
            target.port,
            timeout=_SOCKET_SECONDS,
            server_hostname=target.host,
            assert_hostname=target.host,
            cert_reqs="CERT_REQUIRED",
            ca_certs=self.certificates,
        )

    def _keep(self, address: str, answer: HTTPResponse) -> Path:
        """Write the body whole or not at all."""
        shown = _shown(address)
        if answer.status in _BUSY:
            after = answer.headers.get("Retry-After", "")
            raise _AgainError(f"the server answers {answer.status}", float(after) if after.isdecimal() else 0)
        if answer.status in (404, 410):
            raise UnreadableError("missing", f"{shown}: is not there ({answer.status}); check the address")
        if answer.status != 200:
            raise UnreadableError("not_fetched", f"{shown}: the server answers {answer.status}")
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            raise UnreadableError("not_fetched", f"{shown}: is sent packed, though it was asked for plain")
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                digest = self._copy(answer, out.write, shown)
                out.flush()
                os.fsync(out.fileno())
            path = self.folder / f"{_key(address)}-{digest[:16]}{_suffix(address)}"
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._remember(address, path, answer)
        return path

    def _copy(self, answer: HTTPResponse, write: Callable[[bytes], int], shown: str) -> str:
        most = int(self.limits.file_megabytes * 1_000_000)
        declared = answer.headers.get("Content-Length", "")
        digest, size = hashlib.sha256(), 0
        while block := answer.read(_BLOCK):
            size += len(block)
            if size > most:
                raise UnreadableError("too_large", f"{shown}: is over {self.limits.file_megabytes:g} MB")
            digest.update(block)
            write(block)
        if declared.isdecimal() and size != int(declared):
            raise _AgainError(f"the server sent {size} of {declared} bytes")
        return digest.hexdigest()

    def _kept(self, address: str) -> _Kept | None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads((self.folder / f"{_key(address)}.json").read_text(encoding="utf-8"))
            path = self.folder / Path(told["file"]).name
            if told["address"] == address and path.is_file():
                return _Kept(path, told["etag"], told["modified"])
        return None

    def _remember(self, address: str, path: Path, answer: HTTPResponse) -> None:
        told = {
            "address": address,
            "file": path.name,
            "etag": answer.headers.get("ETag", ""),
            "modified": answer.headers.get("Last-Modified", ""),
        }
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(told, out)
        Path(name).replace(self.folder / f"{_key(address)}.json")


def _key(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:32]


def _suffix(address: str) -> str:
    suffix = PurePosixPath(address.partition("?")[0]).suffix.lower()
    return suffix if suffix in SUFFIXES else ""


def _shown(address: str) -> str:
    return printable(address)[:200]
