"""Pages to labels: every panel becomes a label, with what could be asked again."""

from collections.abc import Sequence
from decimal import Decimal

from labelaudit.model.amount import Unit
from labelaudit.model.label import Fact, Label, Regimen, Seen, Standing
from labelaudit.model.page import Page
from labelaudit.model.parsed import Parsed
from labelaudit.model.question import Look
from labelaudit.parse.absence import declare
from labelaudit.parse.beside import keep_open
from labelaudit.parse.claims import find_claims
from labelaudit.parse.draft import Draft
from labelaudit.parse.fold import fold
from labelaudit.parse.language import guess_language
from labelaudit.parse.line import Line
from labelaudit.parse.onepage import PageReading, read_drafts
from labelaudit.parse.regimen import find_regimen, speaks_of_doses
from labelaudit.parse.sides import group_repeats, join
from labelaudit.parse.statements import find_statements


def parse(pages: Sequence[Page], looks: Sequence[Look] = (), *, together: bool = False) -> Parsed:
    """Parse the pages of one source; `looks` answer the questions of an earlier parse of the same pages.

    `together` says that the pages show one product: whatever its panels, it is one label.
    """
    readings = [read_drafts(page, [k for k in looks if k.question.page == page.number]) for page in pages]
    questions = tuple(q for reading in readings for q in reading.questions)
    lines = [line for reading in readings for line in reading.lines]
    heading = next((reading.heading for reading in readings if reading.heading), None)
    drafts = [draft for reading in readings for draft in reading.drafts]
    if together and any(draft.kind != "text" for draft in drafts):
        # Beside a panel, amounts in running text are a claim of the front.
        drafts = [draft for draft in drafts if draft.kind != "text"]
    if not drafts:
        drafts = [Draft(kind="none", rows=[], found=[], seen="none", serving=None)]
    groups = [[0]]
    if len(drafts) > 1:
        groups = group_repeats([_label(d, []) for d in drafts], [_amounts(d) for d in drafts])
    for first, *again in groups:
        _doubt_differing(drafts[first], [drafts[n] for n in again])
    if together:
        label, notes = join([_label(drafts[first], lines, title=heading) for first, *_ in groups])
        return Parsed(labels=(label,), questions=questions, warnings=notes)
    if len(groups) == 1:
        # Where the source has one panel, all its pages speak of it; else each page of its own.
        return Parsed(labels=(_label(drafts[groups[0][0]], lines, title=heading),), questions=questions)
    labels = [_label(mine[0], _lines_of(mine, readings)) for g in groups if (mine := [drafts[n] for n in g])]
    return Parsed(labels=tuple(labels), questions=questions)


def _amounts(draft: Draft) -> dict[tuple[tuple[Decimal, ...], Unit | None], str]:
    """Every amount of the panel, and the name of a row that it stands in."""
    cells = [(cell.quantity, row.name) for row in draft.rows for cell in row.cells]
    return {(quantity.values, quantity.unit): fold(name) for quantity, name in cells}


def _doubt_differing(draft: Draft, repeats: Sequence[Draft]) -> None:
    """Doubt what a repeat of the panel, in another language, tells otherwise."""
    for other in (f.fact for repeat in repeats for f in repeat.found):
        mine = [f for f in draft.found if f.fact.nutrient is other.nutrient]
        told = {dose for f in mine for dose in _doses(f.fact)}
        if other.standing is Standing.DOUBTFUL or not told.isdisjoint(_doses(other)):
            continue
        for one in mine:
            one.doubt("the panel tells another amount in its other language")


def _doses(fact: Fact) -> set[tuple[Decimal, Unit | None]]:
    told = ((fact.amount, fact.unit), (fact.iu, Unit.IU))
    return {(amount, unit) for amount, unit in told if amount is not None}


def _lines_of(mine: Sequence[Draft], readings: Sequence[PageReading]) -> list[Line]:
    """The lines of a panel and its repeats, of several in a source: whole pages where no other stands."""
    lines: list[Line] = []
    for reading in readings:
        held = [draft for draft in reading.drafts if any(draft is m for m in mine)]
        if held and len(held) == len(reading.drafts):
            lines += reading.lines
        else:
            lines += [line for draft in held for line in draft.own]
    return lines


def _label(draft: Draft, lines: Sequence[Line], *, title: str | None = None) -> Label:
    told = find_statements(lines)
    claims = find_claims(lines)
    unclear = speaks_of_doses(told.directions)
    facts = tuple(f.fact for f in draft.found)
    directions = find_regimen(told.directions, serving=draft.serving)
    units = draft.serving.units if draft.serving and draft.serving.units else Decimal(1)
    assumed = Regimen(
        units_per_intake=(units, units), intakes_per_day=(Decimal(1), Decimal(1)), source="assumed"
    )
    gaps = bool(draft.gaps or draft.lost) or draft.torn
    declares = declare(facts, draft.rows, panel=draft.seen, gaps=gaps)
    return Label(
        product=draft.title or title,
        panel=draft.kind,
        language=guess_language(" ".join(line.text for line in lines)),
        # Directions that tell a dose which was not understood are as good as not seen.
        seen=Seen(
            panel=draft.seen,
            directions=told.directions_seen and (directions is not None or not unclear),
            warnings=told.warnings_seen,
        ),
        declares=keep_open(declares, lines, [c.claim for c in claims if c.claim], told.ingredients),
        serving=draft.serving,
        regimen=directions or assumed,
        facts=facts,
        statements=(*told.statements, *claims),
    )
