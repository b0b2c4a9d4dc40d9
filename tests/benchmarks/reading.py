"""Time the audit of each label against the bare first reader, and tell what every further look is worth.

    python -m tests.benchmarks.reading -n 24 --seed 1 --rounds 3     one JSON object a label
    python -m tests.benchmarks.reading --draw label.png              a label of 2,000 pixels, drawn

The bare reader is RapidOCR with its default settings, its line classifier off, given the decoded picture, set
upright, at the size that labelaudit reads first. The audit opens, reads, looks again, parses and judges.
Both run in turn, now one first, now the other, in one process with their models loaded.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

import numpy as np

from fixtures.accuracy import REAL
from fixtures.cases import draw as draw_case
from fixtures.make_labels import X_HEIGHT, reduced
from fixtures.real import real_labels
from fixtures.sample import draw
from fixtures.scorer import Score, score_labels
from fixtures.truth import Truth
from labelaudit import pipeline
from labelaudit.limits import Limits
from labelaudit.model.label import Label
from labelaudit.model.page import Page, Word
from labelaudit.model.question import Look, Question
from labelaudit.model.sheet import Pixels, Sheet
from labelaudit.parse import parse
from labelaudit.read import rapid
from labelaudit.read.page import resized, turned
from labelaudit.read.rapid import RapidReader

SIDE = 2000
SEEDS_APART = 7_000_003
"""No seed of an accuracy run."""
STRETCH = "stretch"
"""A line that was read with little confidence, recognised again as it is wider."""


@dataclass
class Watch:
    """What one audit did beyond its first reading: by kind, how often and how long."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    looks: list[Look] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def keep(self, sheet: Sheet, page: Page) -> None:
        """Keep a page as it was read first."""
        self.sheets.append(sheet)
        self.pages.append(page)

    @contextmanager
    def timing(self, kind: str, *, times: int = 1) -> Iterator[None]:
        """Count and time a look of this kind, which may be several at once."""
        start = perf_counter()
        yield
        self.counts[kind] += times
        self.seconds[kind] += perf_counter() - start


@contextmanager
def watched() -> Iterator[Watch]:
    """Every further look within is counted and timed; a line stretched within another look counts in both."""
    watch = Watch()
    answer, surer = pipeline.answer, RapidReader._surer

    def answering(question: Question, **given: Any) -> Look | None:
        with watch.timing(question.ask.value):
            look = answer(question, **given)
        if look is not None:
            watch.looks.append(look)
        return look

    def stretching(self: RapidReader, image: Pixels, words: list[Word]) -> list[Word]:
        unsure = sum(rapid._stretch(word) is not None for word in words)
        if not unsure:
            return words
        with watch.timing(STRETCH, times=unsure):
            return surer(self, image, words)

    with patch.object(pipeline, "answer", answering), patch.object(RapidReader, "_surer", stretching):
        yield watch


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds of it, its child processes included."""
    start, used = perf_counter(), sum(os.times()[:4])
    work()
    return perf_counter() - start, sum(os.times()[:4]) - used


def bare_reader() -> Callable[[Pixels], object]:
    """RapidOCR as it comes, but without the line classifier and without a bound on the picture's size."""
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={"Global.use_cls": False, "Global.max_side_len": 100_000, "Global.log_level": "critical"}
    )
    return lambda image: engine(image, use_det=True, use_cls=False, use_rec=True)


def first_picture(watch: Watch) -> list[Pixels]:
    """The pages as BGR pixels, upright, at the size that is read first."""
    pictures = []
    for sheet, page in zip(watch.sheets, watch.pages, strict=True):
        pixels = turned(sheet.pixels, page.turn)
        scale = min(1.0, Limits().reading_pixels / max(pixels.shape[:2]))
        pixels = resized(pixels, scale) if scale < 1 else pixels
        pictures.append(np.ascontiguousarray(pixels[:, :, ::-1]))
    return pictures


def measure(
    path: Path, truth: Truth, bare: Callable[[Pixels], object], *, rounds: int, number: int = 0
) -> dict[str, Any]:
    """One label: seconds of the audit and of the bare reader, its further looks, what each of them found.

    `number` and the round decide which of the two comes first.
    """
    real = truth.layout == "real"
    with watched() as watch:
        pipeline.audit_file(path, on_page=watch.keep)
    pictures = first_picture(watch)

    def whole() -> None:
        pipeline.audit_file(path)

    def alone() -> None:
        for picture in pictures:
            bare(picture)

    times: dict[str, list[tuple[float, float]]] = {"whole": [], "bare": []}
    for turn in range(rounds):
        for name in ("whole", "bare") if (number + turn) % 2 else ("bare", "whole"):
            times[name].append(spent(whole if name == "whole" else alone))

    def found(pages: Sequence[Page], looks: Sequence[Look]) -> dict[str, int]:
        labels: Sequence[Label] = parse(pages, looks).labels
        score: Score = score_labels(truth, labels, amounts_only=real)
        return {"asked": score.asked, "found": score.firm, "silent": score.silent_total}

    without = {kind: found(watch.pages, [k for k in watch.looks if k.question.ask != kind])
               for kind in watch.counts if kind != STRETCH}  # fmt: skip
    if STRETCH in watch.counts:
        plain = Watch()
        with patch.object(RapidReader, "_surer", lambda self, image, words: words):
            pipeline.audit_file(path, on_page=plain.keep)
        without[STRETCH] = found(plain.pages, watch.looks)
    return {
        "name": truth.case,
        "set": "real" if real else "drawn",
        "pixels": [int(n) for n in watch.sheets[0].pixels.shape[:2]],
        "whole": [median(t[i] for t in times["whole"]) for i in (0, 1)],
        "bare": [median(t[i] for t in times["bare"]) for i in (0, 1)],
        "counts": dict(watch.counts),
        "seconds": dict(watch.seconds),
        "with": found(watch.pages, watch.looks),
        "without": without,
    }


def drawn_labels(n: int, seed: int, folder: Path) -> Iterator[tuple[Path, Truth]]:
    """`n` drawn labels that lie upright, written to the folder."""
    specimens = (draw(each) for each in count(seed * SEEDS_APART))
    upright = (specimen for specimen in specimens if not specimen.shot.quarters)
    for number, specimen in enumerate(islice(upright, n)):
        path = folder / f"{number}.{'png' if specimen.shot.jpeg is None else 'jpg'}"
        path.write_bytes(specimen.shot.encoded())
        yield path, specimen.truth


def main() -> None:
    """Draw, measure, and print a line a label."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("-n", type=int, default=24, help="labels to draw, such as 24")
    options.add_argument("--seed", type=int, default=1, help="of the labels, such as 1")
    options.add_argument("--rounds", type=int, default=3, help="times that each is read, such as 3")
    options.add_argument("--draw", type=Path, help="draw one label of 2,000 pixels to this file, and stop")
    given = options.parse_args()
    if given.draw:
        canvas = draw_case("mk7-in-name").canvas
        factor = X_HEIGHT / canvas.x_height
        reduced(canvas, X_HEIGHT * SIDE / (factor * max(canvas.width, canvas.height))).save(given.draw)
        return
    bare = bare_reader()
    with tempfile.TemporaryDirectory() as folder:
        labels = list(drawn_labels(given.n, given.seed, Path(folder)))
        if real := os.environ.get(REAL):
            labels += real_labels(Path(real))
        measure(*labels[0], bare, rounds=1)  # the models are loaded before anything counts
        for number, (path, truth) in enumerate(labels, start=1):
            print(json.dumps(measure(path, truth, bare, rounds=given.rounds, number=number)), flush=True)
            print(f"{number}/{len(labels)}", file=sys.stderr)


if __name__ == "__main__":
    main()
