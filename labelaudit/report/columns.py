"""The columns that labelaudit adds to a table: names, kinds and meanings; a contract that only grows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from labelaudit.model.audit import DailyRange, Finding, Outcome, Reason
from labelaudit.model.label import Fact, Nutrient, Standing
from labelaudit.report.clean import clean, shorten
from labelaudit.report.entry import Entry
from labelaudit.report.view import View

Cell = str | int | float | None
Kind = Literal["text", "whole", "number", "link"]
Value = Callable[[Entry, View, str | None], Cell]

_NAMES = {
    Nutrient.VITAMIN_D: "vitamin D",
    Nutrient.VITAMIN_K: "vitamin K",
    Nutrient.CALCIUM: "calcium",
    Nutrient.MAGNESIUM: "magnesium",
}
_BASES = ("serving", "day", "unit", "drop", "ml", "100g", "100ml")
"""Whose amount is taken where a label tells several: the nearest to what is swallowed."""
_STANDINGS = list(Standing)
_DAILY = {
    "vitamin_d3_iu": "vitamin D3, IU",
    "vitamin_d2_iu": "vitamin D2, IU",
    "vitamin_d_unstated_iu": "vitamin D of no stated form, IU",
    "mk7_mcg": "K2 as MK-7, mcg",
    "mk4_mcg": "K2 as MK-4, mcg",
    "k2_other_mcg": "K2 in other forms, mcg",
    "k2_unstated_mcg": "K2 of no stated form, mcg",
    "calcium_mg": "calcium, mg",
    "magnesium_mg": "magnesium, mg",
}


@dataclass(frozen=True)
class Column:
    """One column; an empty cell says that there is nothing to tell, never that it is 0."""

    name: str
    kind: Kind
    meaning: str
    value: Value
    """Of an entry, what a report shows of it, and the way to the folder with the pages."""


def columns_page() -> str:
    """The columns as a page of Markdown."""
    rows = "".join(f"| `{column.name}` | {column.kind} | {column.meaning} |\n" for column in COLUMNS)
    return _HEAD + rows


_HEAD = """# The columns of CSV, XLSX and Parquet

Written from the program by `make docs`; do not edit it by hand.

One row a product. The retailer's own columns come first, in their order and as they were; then these. The
columns only grow: none is renamed or taken away. `--format json` writes one object a line, as
[json.md](json.md) says, with everything that a table leaves out.

- An empty cell says that there is nothing to tell or that it is not known; it never means 0 or "no".
- A column of the retailer's whose name begins with `la_` is written as `own_la_...`; of two columns of one
  name the second is written as `name (2)`.
- Several ids in one cell are joined by `; `.
- Control characters, which no table can hold, stand as `\N{REPLACEMENT CHARACTER}`.

**CSV** is UTF-8 without a mark, comma-separated, and its lines end in CR LF. A cell that a spreadsheet could
run as a formula (after blanks it begins with `=`, `+`, `-`, `@`, or one of them in full width) has an
apostrophe put before it, unless it is a plain number such as `-5` or `+1,250.50`. Nothing else is changed.

**XLSX** has a frozen head, filters, real numbers, and links to the products' pages where there are any. A
retailer's cell is a number only where the sheet shows it as it was (`12.50`, but not `0012` and no barcode);
every other is text, and none is ever a formula. A cell holds 32,767 characters; a longer one is cut and says
so. A sheet holds 1,048,575 products, and more go on to the next sheet; after 65,530 links on a sheet the
page's address stands as text.

**Parquet** needs `pip install "labelaudit[parquet]"`. Whole numbers are int64, numbers float64, all else is
text.

| column | kind | meaning |
|---|---|---|
"""


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _facts(entry: Entry, nutrient: Nutrient) -> list[Fact]:
    return [f for f in entry.audit.label.facts if f.nutrient is nutrient] if entry.audit.label else []


def _one(entry: Entry, nutrient: Nutrient) -> Fact | None:
    """The only fact of the nutrient, or the only total where its amount is told for a serving and more."""
    facts = [fact for fact in _facts(entry, nutrient) if fact.part_of is None]
    nearest = min((_BASES.index(fact.basis.kind) for fact in facts), default=0)
    facts = [fact for fact in facts if _BASES.index(fact.basis.kind) == nearest]
    return facts[0] if len(facts) == 1 else None


def _of_nutrient(nutrient: Nutrient) -> Iterator[Column]:
    name, words = f"la_{nutrient.value}", _NAMES[nutrient]

    def declared(entry: Entry, *_: object) -> Cell:
        label = entry.audit.label
        return getattr(label.declares, nutrient.value).value if label else None

    def said(entry: Entry, shown: View, *_: object) -> Cell:
        facts = entry.audit.label.facts if entry.audit.label else ()
        return _joined(
            f"{row.name} {row.amount} {row.basis} ({row.standing.value})"
            for row in shown.facts
            if facts[row.index].nutrient is nutrient
        )

    def amount(entry: Entry, *_: object) -> Cell:
        fact = _one(entry, nutrient)
        sure = fact and fact.standing is not Standing.DOUBTFUL and not fact.qualifier
        return float(fact.amount) if fact and sure and fact.amount is not None else None

    def unit(entry: Entry, *_: object) -> Cell:
        fact = _one(entry, nutrient)
        return fact.unit.value if fact and fact.unit else None

    def forms(entry: Entry, *_: object) -> Cell:
        return _joined(
            clean(form)
            for fact in _facts(entry, nutrient)
            for form in ((fact.form,) if fact.form else fact.forms)
        )

    def basis(entry: Entry, *_: object) -> Cell:
        fact = _one(entry, nutrient)
        return fact.basis.kind if fact else None

    def standing(entry: Entry, *_: object) -> Cell:
        return max((f.standing for f in _facts(entry, nutrient)), key=_STANDINGS.index, default=None)

    yield Column(name, "text", f"Whether the label declares {words}: yes, no or unknown.", declared)
    yield Column(f"{name}_said", "text", f"Every amount of {words} that was read, in words.", said)
    yield Column(
        f"{name}_amount", "number",
        f"The amount of {words} as printed; empty where it is doubtful, not plain or one of several (of one a"
        " serving and one per 100 g, the one a serving is taken).", amount,
    )  # fmt: skip
    yield Column(f"{name}_unit", "text", "Of that amount: mcg, mg, g or IU.", unit)
    yield Column(f"{name}_basis", "text", f"What that amount is told for: {', '.join(_BASES)}.", basis)
    yield Column(f"{name}_form", "text", f"Every form of {words} that the label names.", forms)
    yield Column(
        f"{name}_standing", "text",
        f"How surely {words} was read, at worst: confirmed, read or doubtful.", standing,
    )  # fmt: skip


def _of_range(name: str, words: str, find: Callable[[Entry], DailyRange | None]) -> Iterator[Column]:
    def low(entry: Entry, *_: object) -> Cell:
        found = find(entry)
        return float(found.low) if found else None

    def high(entry: Entry, *_: object) -> Cell:
        found = find(entry)
        return float(found.high) if found else None

    def standing(entry: Entry, *_: object) -> Cell:
        found = find(entry)
        return found.standing.value if found else None

    yield Column(f"{name}_low", "number", f"{words}, at least.", low)
    yield Column(f"{name}_high", "number", f"{words}, at most; the same where nothing varies.", high)
    yield Column(
        f"{name}_standing", "text", "How surely that is known: confirmed, read or doubtful.", standing
    )


def _ranges() -> Iterator[Column]:
    for field, words in _DAILY.items():

        def daily(entry: Entry, field: str = field) -> DailyRange | None:
            return getattr(entry.audit.daily, field) if entry.audit.daily else None

        yield from _of_range(f"la_daily_{field}", f"What the label gives a day of {words}", daily)
    yield from _of_range(
        "la_intake_calcium_mg",
        "What one intake holds of calcium, mg",
        lambda entry: entry.audit.intake.calcium_mg if entry.audit.intake else None,
    )


def _rules(name: str, meaning: str, chosen: Callable[[Finding], bool]) -> Column:
    def ids(entry: Entry, *_: object) -> Cell:
        return _joined(clean(f.rule) for f in entry.audit.findings if chosen(f))

    return Column(name, "text", meaning, ids)


def _open(*outcomes: Outcome) -> Callable[[Finding], bool]:
    return lambda found: found.outcome in outcomes and not found.accepted


def _waits(found: Finding) -> bool:
    return found.outcome is Outcome.REVIEW and found.reason is not Reason.NOT_SHOWN


def _not_shown(found: Finding) -> bool:
    return found.outcome is Outcome.REVIEW and found.reason is Reason.NOT_SHOWN


def _score(name: Literal["value", "low", "high"]) -> Value:
    return lambda entry, *_: getattr(entry.audit.score, name) if entry.audit.score else None


def _points(name: Literal["decided", "applicable"]) -> Value:
    return lambda entry, *_: getattr(entry.audit.score.points, name) if entry.audit.score else None


def _gtin(entry: Entry, *_: object) -> Cell:
    places = (entry.audit.product, entry.audit.label)
    return next((place.gtin for place in places if place and place.gtin), None)


COLUMNS: tuple[Column, ...] = (
    Column("la_key", "text", "What the product goes by: its SKU, else its barcode, else its name or file.",
           lambda entry, *_: entry.key),
    Column("la_product", "text", "Its name, by the catalogue, else by the label, else by the file.",
           lambda _entry, shown, _pages: shown.title),
    Column("la_gtin", "text", "Its barcode, by the catalogue, else by the label.", _gtin),
    Column("la_status", "text",
           "complete, needs_review (something doubtful or ambiguous), unreadable, or out_of_scope.",
           lambda entry, *_: entry.audit.status.value),
    Column("la_error", "text", "Why it is unreadable: a stable word, as in `error.code`.",
           lambda entry, *_: entry.audit.error and clean(entry.audit.error.code)),
    Column("la_error_message", "text", "The same as a sentence.",
           lambda entry, *_: entry.audit.error and shorten(entry.audit.error.message, limit=400)),
    Column("la_sentence", "text", "The result in one sentence.",
           lambda _entry, shown, _pages: shown.sentence),
    Column("la_score", "whole", "0 to 100; empty where it is open (see low and high) or there is none.",
           _score("value")),
    Column("la_score_low", "whole", "The score, every rule under review scored 0.", _score("low")),
    Column("la_score_high", "whole", "The score, every rule under review scored 1.", _score("high")),
    Column("la_band", "text", "good, mixed, poor, or two of them joined by an en dash.",
           lambda entry, *_: entry.audit.score and clean(entry.audit.score.band)),
    Column("la_points_decided", "number", "Weight of the rules that were decided.", _points("decided")),
    Column("la_points_applicable", "number", "Weight of the rules that apply or may apply.",
           _points("applicable")),
    _rules("la_fail", "Rules that fail.", _open(Outcome.FAIL)),
    _rules("la_warn", "Rules that warn.", _open(Outcome.WARN)),
    _rules("la_review", "Rules left open by a doubtful reading or an ambiguous label: look at it.", _waits),
    _rules("la_not_shown", "Rules that another side of the pack would settle.", _not_shown),
    _rules("la_accepted", "Rules whose finding the user accepts.", lambda found: bool(found.accepted)),
    _rules("la_pass", "Rules that pass.", _open(Outcome.PASS)),
    Column("la_advice", "text", "The one change that would raise the score most.",
           lambda _entry, shown, _pages: shown.advice),
    Column("la_vitamin_k2", "text", "Whether the label declares vitamin K2: yes, no or unknown.",
           lambda entry, *_: entry.audit.label and entry.audit.label.declares.vitamin_k2.value),
    *(column for nutrient in Nutrient for column in _of_nutrient(nutrient)),
    *_ranges(),
    Column("la_warnings", "text", "What is to be known of how the label was read: stable words.",
           lambda entry, *_: _joined(clean(note.code) for note in entry.audit.warnings)),
    Column("la_panel", "text", "Whose rules the panel follows: us, eu, ca, au, food, text or none.",
           lambda entry, *_: entry.audit.label and entry.audit.label.panel),
    Column("la_language", "text", "The label's language, ISO 639-1.",
           lambda entry, *_: entry.audit.label and clean(entry.audit.label.language)),
    Column("la_source", "text", "The files that were read.",
           lambda entry, *_: _joined([clean(p.name) for p in entry.audit.source.pages]
                                     or [clean(entry.audit.source.name)])),
    Column("la_source_panel", "whole", "Number of the panel in its source, from 1.",
           lambda entry, *_: entry.audit.source.panel),
    Column("la_sha256", "text", "Of those files.",
           lambda entry, *_: _joined(clean(page.sha256) for page in entry.audit.source.pages)),
    Column("la_page", "link", "The product's page of the HTML report, where one is written.",
           lambda entry, _shown, pages: None if pages is None else pages + entry.page),
    Column("la_version", "text", "Of labelaudit.", lambda entry, *_: clean(entry.audit.tool.version)),
    Column("la_engine", "text", "The readers.", lambda entry, *_: clean(entry.audit.tool.engine)),
    Column("la_guidance", "text", "SHA-256 of the guidance file.",
           lambda entry, *_: clean(entry.audit.tool.guidance.sha256)),
    Column("la_profile", "text", "For whom vitamin D was judged.",
           lambda entry, *_: clean(entry.audit.tool.profile)),
)  # fmt: skip
"""In their order."""
