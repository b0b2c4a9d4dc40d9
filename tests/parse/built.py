"""Small pages built by hand: a line is its cells, parted by "|", each at its column's left edge."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from labelaudit.model.label import Fact, Label
from labelaudit.model.page import Page, Point, Word
from labelaudit.parse import parse

COLUMNS = (60, 600, 860, 1040)
PITCH = 30
HEIGHT = 20
TOP = 40
LETTER = 0.45
"""A letter's width, in heights."""

US_HEAD = ("Supplement Facts", "Serving Size 1 Capsule", "|Amount Per Serving|% Daily Value")
US_FOOT = (
    "** Daily Value not established.",
    "Other Ingredients: rice flour, vegetable capsule, silica.",
    "Directions: Take 1 capsule daily with a meal.",
)
D3 = "Vitamin D3 (as cholecalciferol)|50 mcg (2,000 IU)|250%"
K2 = "Vitamin K2 (as menaquinone-7)|100 mcg|83%"
CALCIUM = "Calcium (as calcium carbonate)|500 mg|38%"
MAGNESIUM = "Magnesium (as magnesium oxide)|100 mg|24%"
ZINC = "Zinc (as zinc citrate)|11 mg|100%"


def word(
    text: str, x: float, y: float, *, height: float = HEIGHT, confidence: float = 0.98, width: float = 0
) -> Word:
    """A level word whose top left corner is x, y."""
    right = x + (width or len(text) * LETTER * height)
    quad = ((x, y), (right, y), (right, y + height), (x, y + height))
    return Word(text=text, quad=quad, confidence=confidence, engine="rapidocr")


def words_of(lines: Sequence[str], *, columns: Sequence[float] = COLUMNS, pitch: float = PITCH) -> list[Word]:
    """Words on a grid, one for each cell that is not empty; an empty line leaves a gap."""
    return [
        word(cell.strip(), x, TOP + row * pitch)
        for row, line in enumerate(lines)
        for cell, x in zip(line.split("|"), columns, strict=False)
        if cell.strip()
    ]


def table_of(lines: Sequence[str], *, centred: bool, pitch: float = 24) -> Page:
    """A page with a table whose cells may have several lines, in the middle of their row or at its top."""
    words, top = [], float(TOP)
    for line in lines:
        cells = [cell.split("\n") for cell in line.split("|")]
        most = max(map(len, cells))
        for texts, x in zip(cells, COLUMNS, strict=False):
            start = top + (most - len(texts)) * pitch / 2 * centred
            words += [word(text, x, start + n * pitch) for n, text in enumerate(texts) if text]
        top += most * pitch + PITCH - HEIGHT
    return page(words)


def page_of(lines: Sequence[str], *, columns: Sequence[float] = COLUMNS, pitch: float = PITCH) -> Page:
    """A page as a reader would return it, with a margin round the lines."""
    return page(words_of(lines, columns=columns, pitch=pitch))


def page(words: Sequence[Word]) -> Page:
    """A page that is large enough for its words."""
    width = max((w.box[2] for w in words), default=60) + 60
    height = max((w.box[3] for w in words), default=60) + 60
    return Page(width=round(width), height=round(height), engine="rapidocr", words=tuple(words))


def us(*rows: str, head: Sequence[str] = US_HEAD, foot: Sequence[str] = US_FOOT) -> Page:
    """A whole panel of the US kind."""
    return page_of([*head, *rows, *foot])


def label_of(source: Page) -> Label:
    """The only label of a page."""
    (label,) = parse([source]).labels
    return label


def only(label: Label, nutrient: str) -> Fact:
    """The only fact of a nutrient."""
    (fact,) = [f for f in label.facts if f.nutrient == nutrient]
    return fact


def dose(fact: Fact) -> tuple[Decimal | None, str | None]:
    """The amount as printed."""
    return fact.amount, fact.unit


def moved(words: Sequence[Word], move: Callable[[float, float], Point]) -> list[Word]:
    """The words with every corner moved."""
    return [w.model_copy(update={"quad": tuple(move(x, y) for x, y in w.quad)}) for w in words]
