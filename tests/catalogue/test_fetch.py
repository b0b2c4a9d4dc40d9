"""Fetching over a real connection to loopback: guarded at every hop, bounded, tried again, asked once."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from labelaudit.catalogue.opening import local, stamp
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits
from labelaudit.model.item import Picture
from tests.catalogue.server import Answer, Server, fetcher, serving

PNG = Answer().body


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def refusal(address: str, tmp_path: Path, **more: object) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        fetcher(tmp_path, **more).get(address)
    return caught.value


def test_a_picture_is_fetched_and_the_name_is_told_to_its_server(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png?size=1"] = [Answer()]
    path = fetcher(tmp_path).get(server.url("/a.png?size=1"))
    assert path.read_bytes() == PNG
    assert path.suffix == ".png"
    assert server.asked[0][1]["Host"] == f"shop.test:{server.port}"


def test_loopback_is_refused_where_it_is_not_allowed(server: Server, tmp_path: Path) -> None:
    assert refusal(server.url("/a.png"), tmp_path, allowed=()).code == "refused"
    assert server.asked == []


def test_the_checked_address_is_connected_to_though_the_name_has_changed_since(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*_: object, **__: object) -> list[object]:
        raise AssertionError("resolved again")

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: real(host, *a, **k) if host == "127.0.0.1" else changed()
    )
    server.answers["/a.png"] = [Answer()]
    assert fetcher(tmp_path).get(server.url("/a.png")).read_bytes() == PNG


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(status: int, server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(status, headers={"Location": server.url("/b.png", host="cdn.test")})]
    server.answers["/b.png"] = [Answer(status, headers={"Location": "/c.png"})]
    server.answers["/c.png"] = [Answer()]
    assert fetcher(tmp_path).get(server.url("/a.png")).read_bytes() == PNG
    assert [headers["Host"].split(":")[0] for _, headers in server.asked] == [
        "shop.test",
        "cdn.test",
        "cdn.test",
    ]


@pytest.mark.parametrize(
    "place",
    ["http://inside.test/x", "http://169.254.169.254/latest/", "http://[::1]/", "http://2130706433/",
     "file:///etc/passwd", "ftp://shop.test/x", "//10.0.0.1/x"],
)  # fmt: skip
def test_a_redirect_inwards_is_refused(place: str, server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(302, headers={"Location": place})]
    names = {"inside.test": ["10.0.0.5"]}
    assert refusal(server.url("/a.png"), tmp_path, names=names).code == "refused"
    assert len(server.asked) == 1


def test_a_circle_of_redirects_ends(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(302, headers={"Location": "/a.png"})]
    assert refusal(server.url("/a.png"), tmp_path).code == "not_fetched"
    assert len(server.asked) < 10


def test_an_unchanged_picture_is_asked_for_by_its_etag_and_not_sent_again(
    server: Server, tmp_path: Path
) -> None:
    server.answers["/a.png"] = [Answer(headers={"ETag": '"one"'})]
    first = fetcher(tmp_path).get(server.url("/a.png"))
    again = fetcher(tmp_path).get(server.url("/a.png"))
    assert again == first
    assert again.read_bytes() == PNG
    assert [headers["If-None-Match"] for _, headers in server.asked] == [None, '"one"']


def test_a_changed_picture_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [
        Answer(headers={"ETag": '"one"'}),
        Answer(body=b"new", headers={"ETag": '"two"'}),
    ]
    first = fetcher(tmp_path).get(server.url("/a.png"))
    second = fetcher(tmp_path).get(server.url("/a.png"))
    assert (first.read_bytes(), second.read_bytes()) == (PNG, b"new")


def test_a_picture_that_was_removed_from_the_folder_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(headers={"ETag": '"one"'})]
    fetcher(tmp_path).get(server.url("/a.png")).unlink()
    assert fetcher(tmp_path).get(server.url("/a.png")).read_bytes() == PNG


def test_a_damaged_memory_of_a_picture_is_forgotten(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(headers={"ETag": '"one"'})]
    fetcher(tmp_path).get(server.url("/a.png"))
    for path in tmp_path.glob("*.json"):
        path.write_text('{"file": "../../etc/passwd"')
    assert fetcher(tmp_path).get(server.url("/a.png")).read_bytes() == PNG


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_a_pause(status: int, server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(status), Answer(status), Answer()]
    pauses: list[float] = []
    assert fetcher(tmp_path, pauses=pauses).get(server.url("/a.png")).read_bytes() == PNG
    assert pauses == [0.5, 1.0]


def test_a_server_says_how_long_to_wait_within_reason(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [
        Answer(429, headers={"Retry-After": "7"}),
        Answer(503, headers={"Retry-After": "9999"}),
        Answer(),
    ]
    pauses: list[float] = []
    fetcher(tmp_path, pauses=pauses).get(server.url("/a.png"))
    assert pauses == [7, 30]


def test_a_server_that_stays_busy_is_given_up(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(503)]
    error = refusal(server.url("/a.png"), tmp_path)
    assert error.code == "not_fetched"
    assert "503" in str(error)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "code"), [(404, "missing"), (410, "missing"), (403, "not_fetched"), (401, "not_fetched")]
)
def test_a_refusing_server_is_asked_once(status: int, code: str, server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(status)]
    assert refusal(server.url("/a.png"), tmp_path).code == code
    assert len(server.asked) == 1


def test_a_picture_over_the_limit_is_refused_and_leaves_nothing(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(body=bytes(20_000))]
    assert refusal(server.url("/a.png"), tmp_path, limits=Limits(file_megabytes=0.01)).code == "too_large"
    assert list(tmp_path.iterdir()) == []


def test_a_length_that_is_a_lie_does_not_pass_the_limit(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [
        Answer(body=bytes(20_000), headers={"Transfer-Encoding": "identity", "Content-Length": "30000"})
    ]
    error = refusal(server.url("/a.png"), tmp_path)
    assert error.code == "not_fetched"
    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_is_cut_is_tried_again(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(cut=5), Answer()]
    assert fetcher(tmp_path).get(server.url("/a.png")).read_bytes() == PNG


def test_a_server_that_sends_a_byte_now_and_then_is_cut_off(server: Server, tmp_path: Path) -> None:
    from time import sleep

    server.answers["/a.png"] = [Answer(body=bytes(10_000), hold=lambda: sleep(0.05))]
    assert refusal(server.url("/a.png"), tmp_path, limits=Limits(fetch_seconds=0.2)).code == "not_fetched"


def test_a_packed_answer_is_not_unpacked(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer(headers={"Content-Encoding": "gzip"})]
    assert refusal(server.url("/a.png"), tmp_path).code == "not_fetched"


def test_a_port_where_nobody_listens_is_not_fetched(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://shop.test:{taken.getsockname()[1]}/a.png"
        assert refusal(address, tmp_path).code == "not_fetched"


def test_a_second_address_of_a_name_is_tried_where_the_first_is_dead(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer()]
    names = {"shop.test": ["127.9.9.9", "127.0.0.1"]}
    assert fetcher(tmp_path, names=names).get(server.url("/a.png")).read_bytes() == PNG


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for shop.test alone."""
    folder = tmp_path_factory.mktemp("tls")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=shop.test",
    ]
    command += ["-addext", "subjectAltName=DNS:shop.test", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


def test_a_certificate_is_checked_against_the_name_and_not_the_address(
    certificate: Path, tmp_path: Path
) -> None:
    with serving(certificate) as server:
        server.answers["/a.png"] = [Answer()]
        trusted = fetcher(tmp_path, certificates=str(certificate))
        assert trusted.get(server.url("/a.png", scheme="https")).read_bytes() == PNG
        wrong = server.url("/a.png", host="cdn.test", scheme="https")
        assert refusal(wrong, tmp_path, certificates=str(certificate)).code == "not_fetched"
        assert refusal(server.url("/a.png", scheme="https"), tmp_path).code == "not_fetched"
        assert len(server.asked) == 1


def test_an_address_is_opened_only_with_a_fetcher(server: Server, tmp_path: Path) -> None:
    server.answers["/a.png"] = [Answer()]
    address = server.url("/a.png")
    picture = Picture(name=address, kind="url", place=address)
    with pytest.raises(UnreadableError, match="--fetch") as caught:
        local(picture, folder=tmp_path, fetch=None)
    assert caught.value.code == "not_fetched"
    assert server.asked == []
    assert local(picture, folder=tmp_path, fetch=fetcher(tmp_path / "kept")).read_bytes() == PNG
    assert stamp(picture) is None
