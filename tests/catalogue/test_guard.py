"""Only public addresses are ever connected to, however they are written and whatever they resolve to."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.catalogue.guard import Guard
from labelaudit.errors import UnreadableError

PUBLIC = "93.184.215.14"
PRIVATE = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.9",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.215.14", "::127.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "2001:0:53aa:64c::1", "nonsense",
)  # fmt: skip


def guard(*addresses: str) -> Guard:
    return Guard(resolver=lambda host, port: addresses)


def refusal(address: str, by: Guard) -> str:
    with pytest.raises(UnreadableError) as caught:
        by.check(address)
    assert address[:40] in str(caught.value) or not address.isprintable()
    return caught.value.code


def test_a_public_name_is_let_through_to_the_address_that_was_checked() -> None:
    target = guard(PUBLIC).check("https://shop.example/a%20b.png?x=1#part")
    assert (target.scheme, target.host, target.port) == ("https", "shop.example", 443)
    assert (target.addresses, target.path) == ((PUBLIC,), "/a%20b.png?x=1")


def test_a_public_ipv6_address_is_let_through() -> None:
    assert guard().check("http://[2606:4700::6810:1]/x").addresses == ("2606:4700::6810:1",)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_resolves_inwards_is_refused(address: str) -> None:
    assert refusal("http://shop.example/x.png", guard(address)) == "refused"


@pytest.mark.parametrize("address", PRIVATE)
def test_one_inward_address_among_public_ones_is_enough(address: str) -> None:
    assert refusal("http://shop.example/x.png", guard(PUBLIC, address)) == "refused"


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_an_inward_address_as_host_is_refused_unresolved(host: str) -> None:
    def never(host: str, port: int) -> Sequence[str]:
        raise AssertionError(host)

    assert refusal(f"http://{host}/x.png", Guard(resolver=never)) == "refused"


@pytest.mark.parametrize(
    "host",
    ["2130706433", "017700000001", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.1.", "1.2.3", "0"],
)
def test_a_number_that_is_no_plain_address_is_refused_whatever_it_resolves_to(host: str) -> None:
    assert refusal(f"http://{host}/x.png", guard(PUBLIC)) == "refused"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://shop.example/x", "gopher://shop.example/", "data:image/png;base64,AA",
        "javascript:x", "/etc/passwd", "shop.example/x.png", "http://", "http:///x", "https://user:pw@shop.example/",
        "http://shop.example@127.0.0.1/", "http://[::1", "http://a b/", "",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(address: str) -> None:
    assert refusal(address, guard(PUBLIC)) == "refused"


def test_a_name_is_resolved_once() -> None:
    asked = []

    def resolver(host: str, port: int) -> Sequence[str]:
        asked.append((host, port))
        return [PUBLIC]

    Guard(resolver=resolver).check("https://SHOP.example:8443/x")
    assert asked == [("shop.example", 8443)]


@pytest.mark.parametrize("answer", [[], None])
def test_an_unknown_name_is_not_fetched(answer: list[str] | None) -> None:
    def resolver(host: str, port: int) -> Sequence[str]:
        if answer is None:
            raise OSError("no such host")
        return answer

    assert refusal("http://shop.example/x", Guard(resolver=resolver)) == "not_fetched"


@given(st.text(max_size=60))
def test_any_text_is_refused_or_checked(text: str) -> None:
    for address in (text, f"http://{text}", f"https://shop.example/{text}"):
        try:
            target = guard("10.0.0.1").check(address)
        except UnreadableError:
            continue
        assert target.addresses != ("10.0.0.1",)
