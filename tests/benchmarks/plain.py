"""Hold the audit against what one would write instead: pytesseract and regular expressions.

    python -m tests.benchmarks.plain -n 24 --seed 1     prints what docs/performance.md says

Both read the same drawn labels and are scored alike. The script is helped where the scoring would be unkind:
what it does not find it does not call absent, and what an amount is told for is not asked of either.
"""

import argparse
import re
import sys
import tempfile
from decimal import Decimal, InvalidOperation
from itertools import count, islice, zip_longest
from pathlib import Path
from statistics import mean, median

import pytesseract
from PIL import Image, ImageOps

from fixtures.sample import draw
from fixtures.scorer import Score, score_labels
from labelaudit.model.amount import Unit
from labelaudit.model.label import Basis, Declared, Declares, Fact, Label, Nutrient, Regimen, Seen, Standing
from labelaudit.pipeline import audit_file
from tests.benchmarks.reading import SEEDS_APART, spent

Found = tuple[str, str | None, Decimal, str]

# --- the script ---------------------------------------------------------------------------------------------

SPARSE = "--psm 11"
"""The page mode that finds most: tried beside 3, 4 and 6, with and without enlarging."""
NAMES = {
    "vitamin_d": r"[vw]it[a-z]*\.? ?D[ -]?\d?\b",
    "vitamin_k": r"[vw]it[a-z]*\.? ?K[ -]?\d?\b",
    "calcium": r"\b(?:calcium|kalzium|c[aá]lcio|wap[nń])\b(?! (?:carb|cit|sil|phos|magn))",
    "magnesium": r"\bmagn[eé]s[a-z]*\b(?! (?:ox|cit|stea|gly|mal|bis|carb))",
}
NAME = re.compile("|".join(f"(?P<{nutrient}>{name})" for nutrient, name in NAMES.items()), re.IGNORECASE)
FORMS = {
    "vitamin_d": {"D3": r"D ?-?3\b|cholecalciferol", "D2": r"D ?-?2\b|ergocalciferol"},
    "vitamin_k": {
        "MK-7": r"MK ?-?7|menaquinone ?-?7",
        "MK-4": r"MK ?-?4|menaquinone ?-?4",
        "K2": r"K ?-?2\b",
        "K1": r"K ?-?1\b|phyll?oquinone|phytonadione",
    },
}
AMOUNT = re.compile(
    r"(\d[\d.,]*?) ?(mcg|meg|mog|[µμuyp]g|mg|[I1][UE]|[I1]\.[UE]\.|U[I1])(?![a-z])", re.IGNORECASE
)
WINDOW = 100
"""Characters after a name in which its amount stands, a line's end among them."""


def number(text: str) -> Decimal:
    """1,000 and 1.000 are a thousand; 0,5 and 0.5 are a half."""
    return Decimal(re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text.rstrip(".,")).replace(",", "."))


def extract(path: Path) -> list[Found]:
    """Nutrient, form, amount and unit of every name of one of the four that an amount follows, once each."""
    with Image.open(path) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("L")
    text = pytesseract.image_to_string(image, config=SPARSE)
    found: dict[tuple[str, Decimal], Found] = {}
    names = list(NAME.finditer(text))
    for name, following in zip_longest(names, names[1:]):
        nutrient = str(name.lastgroup)
        row = text[name.start() : min(name.end() + WINDOW, following.start() if following else len(text))]
        amount = AMOUNT.search(row, len(name[0]))
        if amount is None:
            continue
        signs = FORMS.get(nutrient, {}).items()
        form = next((form for form, sign in signs if re.search(sign, row, re.IGNORECASE)), None)
        try:
            value = number(amount[1])
        except InvalidOperation:
            continue
        unit = "mg" if amount[2].lower() == "mg" else "mcg" if amount[2][-1] in "gG" else "IU"
        weighs = value / 40 if unit == "IU" else value * (1000 if unit == "mg" else 1)
        found.setdefault((nutrient, weighs), (nutrient, form, value, unit))
    return list(found.values())


# --- and what it is worth -----------------------------------------------------------------------------------


def as_label(found: list[Found]) -> Label:
    """What the script found in the words of the scorer."""
    facts = tuple(
        Fact(
            nutrient=Nutrient(nutrient),
            form=form,
            forms=(form,) if form else (),
            amount=amount,
            unit=Unit(unit),
            basis=Basis(kind="serving"),
            standing=Standing.READ,
        )
        for nutrient, form, amount, unit in found
    )
    once = (Decimal(1), Decimal(1))
    return Label(
        panel="text",
        seen=Seen(panel="none", directions=False, warnings=False),
        declares=Declares(**dict.fromkeys(Declares.model_fields, Declared.UNKNOWN)),
        regimen=Regimen(units_per_intake=once, intakes_per_day=once, source="assumed"),
        facts=facts,
    )


def row(name: str, total: Score, seconds: list[tuple[float, float]]) -> str:
    """A line of the table."""
    wall, used = ([each[i] for each in seconds] for i in (0, 1))
    return (
        f"| {name} | {total.firm} ({total.firm / total.asked:.0%}) | {total.held} | {total.silent_total} "
        f"| {median(wall):.2f} | {median(used):.2f} | {mean(used):.2f} |\n"
    )


def main() -> None:
    """Draw, read both ways, score alike, and print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("-n", type=int, default=24, help="labels to draw, such as 24")
    options.add_argument("--seed", type=int, default=1, help="of the labels, such as 1")
    given = options.parse_args()
    totals = {"labelaudit": Score(), "the script": Score()}
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in totals}
    with tempfile.TemporaryDirectory() as folder:
        for n, seed in enumerate(islice(count(given.seed * SEEDS_APART), given.n)):
            specimen = draw(seed)
            path = Path(folder) / f"{n}.{'png' if specimen.shot.jpeg is None else 'jpg'}"
            path.write_bytes(specimen.shot.encoded())
            told: dict[str, list[Label]] = {}

            def audited(path: Path = path, told: dict[str, list[Label]] = told) -> None:
                told["labelaudit"] = [audit.label for audit in audit_file(path) if audit.label]

            def scripted(path: Path = path, told: dict[str, list[Label]] = told) -> None:
                told["the script"] = [as_label(extract(path))]

            if n == 0:
                audited()  # the models are loaded before anything counts
            for name, work in (("labelaudit", audited), ("the script", scripted)):
                seconds[name].append(spent(work))
                totals[name].add(score_labels(specimen.truth, told[name], amounts_only=True))
            print(f"{n + 1}/{given.n}", file=sys.stderr)
    asked = totals["labelaudit"].asked
    print(f"{given.n} drawn labels of every kind, {asked} facts printed on them; models loaded.\n")
    print("|  | facts found | held back | wrong, told without a doubt | wall, s | CPU, s | mean CPU, s |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print("".join(row(name, totals[name], seconds[name]) for name in totals))


if __name__ == "__main__":
    main()
