"""Write the sample reports of drawn labels: `python -m tests.docs.sample reports/sample [DATE]`.

Nothing is read from pixels: the words are those of `fixtures/pages`, and the pictures are drawn for it.
"""

import hashlib
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from fixtures.cases import CASES, draw
from fixtures.make_labels import X_HEIGHT, reduced
from fixtures.traps import TRAPS
from fixtures.traps import X_HEIGHT as TRAP_X_HEIGHT
from labelaudit import __version__
from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.model.audit import Audit, GuidanceRef, Source, SourcePage, Tool
from labelaudit.model.page import Page
from labelaudit.model.product import Product
from labelaudit.parse import parse
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table
from labelaudit.report.to_catalogue import write_catalogue
from labelaudit.report.to_csv import write_csv
from labelaudit.report.to_html import to_html

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "fixtures" / "pages"
MADE = date(2026, 11, 21)
LABEL = "k1-and-k2"
PRODUCTS = {
    "k1-and-k2": ("Fjordlys", "K-Complete with calcium"),
    "mk7-in-name": ("Fjordlys", "D3 + MK-7 softgels"),
    "two-servings": ("Fjordlys", "Sunny gummies"),
    "mk7-next-line": ("Alder & Oak", "D3 K2 daily"),
    "mk4-in-mg": ("Alder & Oak", "Bone strength MK-4"),
    "side-by-side": ("Alder & Oak", "Bone matrix"),
    "old-iu-foil": ("Kettle Lane", "Vitamin D 400"),
    "excipients-only": ("Kettle Lane", "Zinc with vitamin C"),
    "front-only": ("Kettle Lane", "Ultra K2"),
    "eu-german": ("Moorhof", "Knochen Komplex"),
    "eu-polish-100g": ("Moorhof", "D3 w kroplach"),
    "01-front-d3-panel-d2": ("Kettle Lane", "Vegan D3"),
    "03-calcium-carbonate-filler": ("Alder & Oak", "Pure D3 2000"),
    "04-k2-complex-is-k1": ("Kettle Lane", "K2 complex"),
    "06-mk4-beside-mk7": ("Alder & Oak", "Two menaquinones"),
    "07-serving-2-take-1": ("Moorhof", "D3 K2 Kapseln"),
    "09-depot-capsule": ("Moorhof", "D3 Depot"),
    "11-per-100-g": ("Moorhof", "Trinkpulver"),
    "14-bilingual-rows": ("Fjordlys", "Os solides"),
    "21-trade-marks": ("Fjordlys", "Trade marked"),
    "26-k2-in-iu": ("Kettle Lane", "K2 in IU"),
    "28-proprietary-blend": ("Kettle Lane", "Bone blend"),
    "29-warning-not-shown": ("Alder & Oak", "D3 K2 drops"),
    "old-iu-foil-2": ("Kettle Lane", "Vitamin D 400, family pack"),
}
CHANGES = {
    "eu-german": "better",
    "28-proprietary-blend": "worse",
    "21-trade-marks": "new",
    "summer-drops": "gone",
}

Draw = Callable[[str], bytes]


def audits() -> Iterator[Audit]:
    """What the stored pages come to, as a catalogue's products."""
    guidance = load()
    tool = Tool(
        version=__version__,
        engine="rapidocr+tesseract",
        guidance=GuidanceRef(name=guidance.name, version=guidance.version, sha256=guidance.sha256),
        profile="default",
    )
    for row, (key, (brand, title)) in enumerate(PRODUCTS.items(), start=1):
        case = key.removesuffix("-2")
        text = (PAGES / case / "page.json").read_text(encoding="utf-8")
        # As if they had been read: what was typed stands nowhere in a picture.
        page = Page.model_validate_json(text.replace('"engine":"typed"', '"engine":"rapidocr"'))
        label = parse([page]).labels[0]
        judged = judge(label, guidance=guidance, profile="default")
        place = SourcePage(
            name=f"{case}.png", path=f"{case}.png", sha256=hashlib.sha256(text.encode()).hexdigest(),
            kind="image", page=1, width=page.width, height=page.height, turn=0,
        )  # fmt: skip
        yield Audit(
            tool=tool,
            source=Source(name=f"{case}.png", kind="image", pages=(place,)),
            product=Product(sku=key, brand=brand, title=title, row=row),
            status=judged.status,
            label=label,
            daily=judged.daily,
            intake=judged.intake,
            findings=judged.findings,
            score=judged.score,
            advice=judged.advice,
        )


def drawn(key: str) -> bytes:
    """A small JPEG of the label; needs the fonts."""
    case = key.removesuffix("-2")
    if case in CASES:
        picture = reduced(draw(case).canvas, X_HEIGHT)
    else:
        picture = reduced(next(t for t in TRAPS if t.slug == case).draw().canvas, TRAP_X_HEIGHT)
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=45, optimize=True)
    return encoded.getvalue()


def write(folder: Path, *, made: date, picture: Draw = drawn) -> None:
    """A label's report and a catalogue's, into an empty folder."""
    titles = {name: document.title for name, document in load().documents.items()}

    def pictures(key: str) -> Mapping[int, bytes]:
        return {0: picture(key)}

    entries = []
    for audit in audits():
        key = (audit.product and audit.product.sku) or ""
        columns = {"SKU": key, "Brand": PRODUCTS[key][0], "Title": PRODUCTS[key][1]}
        entries.append(Entry(key, audit, columns, partial(pictures, key)))
    label = next(entry for entry in entries if entry.key == LABEL)
    page = to_html([(label.audit, label.pictures())], made=made, titles=titles)
    (folder / "label.html").write_text(page, encoding="utf-8")
    catalogue = folder / "catalogue"
    catalogue.mkdir()
    name = "Sample shop"
    write_catalogue(
        entries, catalogue, name=name, made=made, changes=CHANGES, titles=titles, beside=["results.csv"]
    )
    with (catalogue / "results.csv").open("w", encoding="utf-8", newline="") as file:
        write_csv(Table(entries, own=("SKU", "Brand", "Title"), pages=""), file)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    day = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else MADE
    with tempfile.TemporaryDirectory() as made_in:
        write(Path(made_in), made=day)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made_in, target)
