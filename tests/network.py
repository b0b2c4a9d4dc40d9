"""No test reaches a network: a connection to anywhere but this machine, or the lookup of a name, fails it."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

ATTEMPTS: list[str] = []
"""Where a connection was tried; a test may look at it."""


class NetworkError(Exception):
    """No OSError: nobody on the way may take it for a server that is down."""


def _is_here(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            ATTEMPTS.append(str(address))
            raise NetworkError(f"a test connects to {address}")
        connect(self, address)

    def guarded_resolve(host: object, *rest: object, **more: object) -> object:
        if not _is_here(host):
            ATTEMPTS.append(str(host))
            raise NetworkError(f"a test looks up {host}")
        return resolve(host, *rest, **more)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    patch.undo()
