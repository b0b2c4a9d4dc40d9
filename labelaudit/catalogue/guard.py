"""Which addresses may be fetched: http and https to public hosts, each name resolved once and checked."""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from labelaudit.catalogue.notes import printable
from labelaudit.errors import UnreadableError

Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], Sequence[str]]
"""A host's name and port to its addresses, as text. Raises OSError."""

_PORTS = {"http": 80, "https": 443}
_NUMERIC = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)\.?", re.IGNORECASE)
_LOCAL = tuple(
    ip_network(n)
    for n in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip
"""IANA's special-purpose blocks, and the one public address at which a cloud answers its own machines."""
_GLOBAL = ip_network("2000::/3")
"""All of IPv6 that is routed; what carries an IPv4 address inside lies outside of it, or in _LOCAL."""


@dataclass(frozen=True)
class Target:
    """Where to connect, and what to ask for there."""

    scheme: str
    host: str
    """The name, for the Host header and the certificate."""
    port: int
    addresses: tuple[str, ...]
    """What the name resolved to, each of them checked."""
    path: str
    """With its query."""

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def resolve(host: str, port: int) -> Sequence[str]:
    """The system's answer."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


@dataclass(frozen=True)
class Guard:
    """Checks addresses; `allowed` are networks that are let through though they are not public."""

    resolver: Resolver = resolve
    allowed: tuple[Network, ...] = ()

    def check(self, address: str) -> Target:
        """Where an address leads, its name resolved once.

        Raises UnreadableError: refused, or not_fetched where the name is not known.
        """
        shown = printable(address)[:200]
        try:
            url = parse_url(address)
        except (LocationParseError, ValueError) as error:
            raise UnreadableError("refused", f"{shown}: is no address; correct it") from error
        scheme, host = (url.scheme or "").lower(), (url.host or "").strip("[]").lower()
        if scheme not in _PORTS or not host or url.auth:
            raise UnreadableError("refused", f"{shown}: only plain http and https addresses are fetched")
        port = url.port or _PORTS[scheme]
        addresses = self._addresses(host, port, shown)
        for found in addresses:
            if not self._is_open(found):
                raise UnreadableError("refused", f"{shown}: leads into a private network ({found}); refused")
        return Target(scheme, host, port, addresses, url.request_uri)

    def _addresses(self, host: str, port: int, shown: str) -> tuple[str, ...]:
        if ":" in host or _NUMERIC.fullmatch(host):
            try:
                return (str(ip_address(host)),)
            except ValueError as error:  # decimal, octal and short forms: each reads them differently
                raise UnreadableError("refused", f"{shown}: hides a number as its host; refused") from error
        try:
            found = tuple(self.resolver(host, port))
        except (OSError, UnicodeError) as error:
            raise UnreadableError(
                "not_fetched", f"{shown}: its host is not known; check the address"
            ) from error
        if not found:
            raise UnreadableError("not_fetched", f"{shown}: its host has no address; check the address")
        return found

    def _is_open(self, text: str) -> bool:
        try:
            address = ip_address(text)
        except ValueError:
            return False
        if any(address in network for network in self.allowed):
            return True
        return _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if any(address in network for network in _LOCAL):
        return False
    return isinstance(address, IPv4Address) or (address in _GLOBAL and address.scope_id is None)
