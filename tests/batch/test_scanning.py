"""A scan: every product audited once, all that is known used again, the outputs a function of the inputs."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from labelaudit.accepting import Acceptance
from labelaudit.audit.guidance import SHIPPED, load
from labelaudit.batch import scanning
from labelaudit.batch.scanning import Request, scan
from labelaudit.errors import EngineError, OutputError, UnreadableError
from labelaudit.model.audit import Audit, Status
from labelaudit.pipeline import parse_readings
from tests.batch.recorded import CASES, Inline, picture, pictures, reading_of


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return pictures(tmp_path / "shop", 5)


def scanned(source: Path, output: Path, **asked: object) -> tuple[Inline, dict[str, Audit]]:
    """The engine and the audits by product."""
    engine = Inline(stop_after=asked.pop("stop_after", None))
    scan(Request(str(source), output=output, **asked), readers=engine)
    return engine, audits(output)


def audits(output: Path) -> dict[str, Audit]:
    lines = (output / "results.jsonl").read_text(encoding="utf-8").splitlines()
    found = [Audit.model_validate_json(line) for line in lines]
    return {audit.product.sku or audit.source.name: audit for audit in found if audit.product}


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file of an output folder but the store."""
    files = [path for path in folder.rglob("*") if path.is_file() and "store.sqlite" not in path.name]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def old(folder: Path) -> None:
    """As if nobody had touched the files for a while."""
    for path in folder.rglob("*"):
        os.utime(path, (1e9, 1e9))


def test_every_product_has_one_audit_in_the_catalogues_order(catalogue: Path, tmp_path: Path) -> None:
    engine, found = scanned(catalogue, tmp_path / "out")
    assert engine.read == [f"P{n:05}.png" for n in range(5)]
    assert list(found) == [f"P{n:05}" for n in range(5)]
    assert engine.stopped


def test_a_products_audit_is_the_one_that_its_picture_gets_alone(catalogue: Path, tmp_path: Path) -> None:
    _, found = scanned(catalogue, tmp_path / "out")
    stored = Inline()
    scan(Request(str(catalogue / "P00003.png"), output=tmp_path / "alone"), readers=stored)
    (alone,) = audits(tmp_path / "alone").values()
    same = {"label", "daily", "intake", "findings", "score", "advice", "status", "warnings"}
    assert found["P00003"].model_dump(include=same) == alone.model_dump(include=same)


def test_a_second_run_reads_nothing_and_writes_nothing(catalogue: Path, tmp_path: Path) -> None:
    old(catalogue)
    scanned(catalogue, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.*")}
    del before[tmp_path / "out" / "store.sqlite"]
    engine, _ = scanned(catalogue, tmp_path / "out")
    assert engine.read == []
    assert {path: path.stat().st_mtime_ns for path in before} == before


@pytest.mark.parametrize("lost", ["index.html", "results.csv", "products/{}.html"])
def test_what_was_removed_of_the_outputs_is_written_again(catalogue: Path, tmp_path: Path, lost: str) -> None:
    out = tmp_path / "out"
    scanned(catalogue, out)
    before = outputs(out)
    page = next((out / "products").iterdir()).stem
    (out / lost.format(page)).unlink()
    engine, _ = scanned(catalogue, out)
    assert (engine.read, outputs(out)) == ([], before)


def test_only_a_changed_picture_is_read_again(catalogue: Path, tmp_path: Path) -> None:
    scanned(catalogue, tmp_path / "out")
    picture(catalogue / "P00002.png", CASES[7], number=100)
    engine, found = scanned(catalogue, tmp_path / "out")
    assert engine.read == ["P00002.png"]
    read = reading_of(catalogue / "P00002.png")
    assert found["P00002"].label == parse_readings([read], name="P00002.png", together=True).labels[0]


def test_a_file_that_says_the_same_of_itself_is_not_looked_into_unless_asked(
    catalogue: Path, tmp_path: Path
) -> None:
    old(catalogue)
    scanned(catalogue, tmp_path / "out")
    changed = catalogue / "P00002.png"
    content = changed.read_bytes()
    with changed.open("r+b") as file:  # the same inode, size and times
        file.write(content.replace(b'"number": 2', b'"number": 9'))
    old(catalogue)
    engine, _ = scanned(catalogue, tmp_path / "out")
    assert engine.read == []
    engine, _ = scanned(catalogue, tmp_path / "out", rehash=True)
    assert engine.read == ["P00002.png"]


def test_a_file_of_the_last_seconds_is_looked_into_whatever_it_says_of_itself(
    catalogue: Path, tmp_path: Path
) -> None:
    scanned(catalogue, tmp_path / "out")
    changed = catalogue / "P00002.png"
    status, content = changed.stat(), changed.read_bytes()
    with changed.open("r+b") as file:
        file.write(content.replace(b'"number": 2', b'"number": 9'))
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns))
    engine, _ = scanned(catalogue, tmp_path / "out")
    assert engine.read == ["P00002.png"]


def test_fresh_forgets_everything(catalogue: Path, tmp_path: Path) -> None:
    scanned(catalogue, tmp_path / "out")
    engine, _ = scanned(catalogue, tmp_path / "out", fresh=True)
    assert len(engine.read) == 5


def test_another_guidance_judges_again_and_reads_nothing(catalogue: Path, tmp_path: Path) -> None:
    _, before = scanned(catalogue, tmp_path / "out")
    mine = tmp_path / "mine.toml"
    mine.write_text(
        SHIPPED.read_text(encoding="utf-8").replace('version = "1"', 'version = "ours"'), encoding="utf-8"
    )
    engine, found = scanned(catalogue, tmp_path / "out", guidance=load(mine))
    assert engine.read == []
    assert {audit.tool.guidance.version for audit in found.values()} == {"ours"}
    assert [audit.label for audit in found.values()] == [audit.label for audit in before.values()]


def test_another_profile_or_choice_of_rules_judges_as_a_scan_of_its_own_does(
    catalogue: Path, tmp_path: Path
) -> None:
    scanned(catalogue, tmp_path / "out")
    asked = {"profile": "over-70", "skip": ["k2-form"]}
    engine, found = scanned(catalogue, tmp_path / "out", **asked)
    assert engine.read == []
    assert found == scanned(catalogue, tmp_path / "other", **asked)[1]


def test_a_picture_of_several_products_is_read_once(catalogue: Path, tmp_path: Path) -> None:
    twin = catalogue / "Q1.png"
    twin.write_bytes((catalogue / "P00000.png").read_bytes())
    engine, found = scanned(catalogue, tmp_path / "out")
    assert len(engine.read) == 5
    assert found["Q1"].label == found["P00000"].label
    assert found["Q1"].source.pages[0].name == "Q1.png"


def test_the_pictures_of_a_product_are_one_audit(tmp_path: Path) -> None:
    picture(tmp_path / "shop" / "A_front.png", CASES[0])
    picture(tmp_path / "shop" / "A_back.png", CASES[1])
    _, found = scanned(tmp_path / "shop", tmp_path / "out")
    assert [page.name for page in found["A"].source.pages] == ["A_back.png", "A_front.png"]
    assert {piece.page for fact in found["A"].label.facts for piece in fact.evidence} <= {0, 1}


def test_a_side_that_cannot_be_read_is_a_warning_of_its_product(tmp_path: Path) -> None:
    picture(tmp_path / "shop" / "A_front.png", CASES[0], damaged=True)
    picture(tmp_path / "shop" / "A_back.png", CASES[1])
    _, found = scanned(tmp_path / "shop", tmp_path / "out")
    assert found["A"].error is None
    assert [(note.code, note.message) for note in found["A"].warnings] == [
        ("damaged", "A_front.png: is damaged")
    ]


def test_a_product_none_of_whose_sides_can_be_read_is_unreadable(tmp_path: Path) -> None:
    picture(tmp_path / "shop" / "A_front.png", CASES[0], damaged=True)
    (tmp_path / "shop" / "A_back.png").touch()
    _, found = scanned(tmp_path / "shop", tmp_path / "out")
    assert found["A"].status is Status.UNREADABLE
    assert found["A"].error.message.startswith("A_back.png: is empty")
    assert [note.code for note in found["A"].warnings] == ["damaged"]


def test_the_message_of_a_twin_names_the_twin(tmp_path: Path) -> None:
    picture(tmp_path / "shop" / "A.png", CASES[0], damaged=True)
    picture(tmp_path / "shop" / "B.png", CASES[0], damaged=True)
    _, found = scanned(tmp_path / "shop", tmp_path / "out")
    assert [found[key].error.message for key in "AB"] == ["A.png: is damaged", "B.png: is damaged"]


def test_a_row_without_a_picture_and_one_whose_picture_is_gone_are_told(tmp_path: Path) -> None:
    picture(tmp_path / "there.png", CASES[0])
    table = tmp_path / "shop.csv"
    table.write_text("sku,image,price\nA,there.png,1.50\nB,gone.png,2\nC,,3\n", encoding="utf-8")
    _, found = scanned(table, tmp_path / "out")
    assert [(key, audit.error and audit.error.code) for key, audit in found.items()] == [
        ("A", None),
        ("B", "missing"),
        ("C", "no_picture"),
    ]
    rows = (tmp_path / "out" / "results.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[:3] for row in rows] == [
        ["sku", "image", "price"],
        ["A", "there.png", "1.50"],
        ["B", "gone.png", "2"],
        ["C", "", "3"],
    ]


def test_a_change_of_the_retailers_own_columns_is_written_without_judging_again(tmp_path: Path) -> None:
    picture(tmp_path / "there.png", CASES[0])
    table, out = tmp_path / "shop.csv", tmp_path / "out"
    table.write_text("sku,image,price\nA,there.png,1.50\n", encoding="utf-8")
    _, before = scanned(table, out)
    table.write_text("sku,image,price\nA,there.png,1.75\n", encoding="utf-8")
    engine, after = scanned(table, out)
    assert (engine.read, after) == ([], before)
    assert "A,there.png,1.75," in (out / "results.csv").read_text(encoding="utf-8")


def test_stopped_and_started_again_it_goes_on_and_comes_to_the_same(catalogue: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        scanned(catalogue, tmp_path / "out", stop_after=3)
    assert set(outputs(tmp_path / "out")) == set()
    engine, _ = scanned(catalogue, tmp_path / "out")
    assert engine.read == ["P00003.png", "P00004.png"]
    scanned(catalogue, tmp_path / "other")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "other")


def test_a_picture_that_failed_the_machine_is_tried_again_by_the_next_run_and_no_other(
    catalogue: Path, tmp_path: Path
) -> None:
    picture(catalogue / "F.png", CASES[0], fail="deadline")
    picture(catalogue / "G.png", CASES[0], damaged=True)
    _, found = scanned(catalogue, tmp_path / "out")
    assert (found["F"].error.code, found["G"].error.code) == ("deadline", "damaged")
    engine, _ = scanned(catalogue, tmp_path / "out")
    assert engine.read == ["F.png"]


@pytest.mark.parametrize("count", [2, 60])
def test_an_engine_that_fails_every_picture_ends_the_run_and_leaves_no_verdict(
    tmp_path: Path, count: int
) -> None:
    shop = pictures(tmp_path / "shop", count, fail="engine")
    with pytest.raises(EngineError, match="fails as it says"):
        scanned(shop, tmp_path / "out")
    assert set(outputs(tmp_path / "out")) == set()


def test_the_first_products_or_a_sample_of_them_are_a_run_too(tmp_path: Path) -> None:
    shop = pictures(tmp_path / "shop", 12)
    assert list(scanned(shop, tmp_path / "a", limit=2)[1]) == ["P00000", "P00001"]
    drawn = list(scanned(shop, tmp_path / "b", sample=4)[1])
    assert len(drawn) == 4
    assert drawn == sorted(drawn)
    (shop / "P00099.png").write_bytes((shop / "P00000.png").read_bytes())
    again = list(scanned(shop, tmp_path / "c", sample=4)[1])
    assert len({*drawn} - {*again}) <= 1  # another product moves no other in or out but the one it replaces


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    with pytest.raises(UnreadableError, match="shop"):
        scanned(tmp_path / "shop", tmp_path / "out")


def test_what_is_accepted_for_a_product_is_marked_in_its_audit(catalogue: Path, tmp_path: Path) -> None:
    _, before = scanned(catalogue, tmp_path / "out")
    key, rule = next(
        (key, finding.rule)
        for key, audit in before.items()
        for finding in audit.findings
        if finding.outcome == "fail"
    )
    accepted = [Acceptance(sku=key, rule=rule, reason="known")]
    engine, after = scanned(catalogue, tmp_path / "out", accepted=accepted)
    assert engine.read == []
    assert [finding.rule for finding in after[key].findings if finding.accepted] == [rule]


def test_a_second_run_in_the_same_folder_is_refused_while_the_first_is_at_work(
    catalogue: Path, tmp_path: Path
) -> None:
    class Meddling(Inline):
        def run(self, tasks):
            for answer in super().run(tasks):
                with pytest.raises(OutputError, match="another run is at work"):
                    scanned(catalogue, tmp_path / "out")
                with pytest.raises(OutputError, match="another run is at work"):
                    scanned(catalogue, tmp_path / "out", fresh=True)
                yield answer

    scan(Request(str(catalogue), output=tmp_path / "out"), readers=Meddling())
    assert len(audits(tmp_path / "out")) == 5


def test_what_a_killed_run_had_begun_is_removed(catalogue: Path, tmp_path: Path) -> None:
    left = tmp_path / "out" / ".labelaudit.x"
    left.mkdir(parents=True)
    (left / "copy").touch()
    (tmp_path / "out" / ".labelaudit.y").touch()
    scanned(catalogue, tmp_path / "out")
    assert not list((tmp_path / "out").glob(".labelaudit.*"))


def addresses(folder: Path, count: int) -> Path:
    """A table of products whose pictures are at addresses."""
    rows = "".join(f"A{n},https://shop.example/{n}.png\n" for n in range(count))
    table = folder / "shop.csv"
    table.write_text(f"sku,image\n{rows}", encoding="utf-8")
    return table


def fetching(monkeypatch: pytest.MonkeyPatch, get: Callable[[str], Path]) -> None:
    monkeypatch.setattr(scanning, "Fetcher", lambda *_, **__: SimpleNamespace(get=get))


def test_pictures_at_addresses_are_fetched_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, asked = addresses(tmp_path, 40), list[str]()

    def get(address: str) -> Path:
        asked.append(address)
        number = int(address.rpartition("/")[2].removesuffix(".png"))
        return picture(tmp_path / "cache" / f"{number}.png", CASES[number // 2 % len(CASES)])

    fetching(monkeypatch, get)
    _, found = scanned(table, tmp_path / "out")
    assert {audit.error.code for audit in found.values()} == {"not_fetched"}
    assert asked == []
    engine, found = scanned(table, tmp_path / "out", fetch=True)
    assert len(engine.read) == 20
    assert [*found] == [f"A{n}" for n in range(40)]
    assert [found["A7"].source.pages[0].path, found["A7"].error] == ["https://shop.example/7.png", None]
    assert sorted(asked) == sorted(f"https://shop.example/{n}.png" for n in range(40))


def test_a_server_that_never_answers_does_not_keep_a_stopped_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = threading.Event()

    def get(address: str) -> Path:
        if not address.endswith("/0.png"):
            hanging.wait(30)
        return picture(tmp_path / "cache.png", CASES[0])

    fetching(monkeypatch, get)
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        scanned(addresses(tmp_path, 40), tmp_path / "out", fetch=True, stop_after=0)
    assert time.monotonic() - begun < 20
    hanging.set()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX names may be any bytes")
def test_a_picture_whose_name_is_no_text_is_told_for_that(tmp_path: Path) -> None:
    picture(tmp_path / "shop" / os.fsdecode(b"caf\xe9.png"), CASES[0])
    picture(tmp_path / "shop" / "new\nline.png", CASES[1])
    scan(Request(str(tmp_path / "shop"), output=tmp_path / "out"), readers=Inline())
    lines = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    found = [Audit.model_validate_json(line) for line in lines]
    assert [audit.error and audit.error.code for audit in found] == ["name_encoding", None]
