"""One audit as a page for a person at a terminal: colours are an extra, the words say everything."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from labelaudit.model.audit import Audit, Outcome
from labelaudit.model.label import Evidence, Standing
from labelaudit.report.clean import clean, shorten
from labelaudit.report.view import DISCLAIMER, FindingRow, View, Waiting, scored_words, view

_MARKS = {
    Outcome.PASS: ("PASS", "green"),
    Outcome.FAIL: ("FAIL", "bold red"),
    Outcome.WARN: ("WARN", "bold yellow"),
    Outcome.REVIEW: ("LOOK", "bold cyan"),
    Outcome.NOTE: ("NOTE", "dim"),
    Outcome.NOT_APPLICABLE: ("----", "dim"),
}
_MOST_PLACES = 3
"""Where to look, for one finding."""
_STANDINGS = {Standing.CONFIRMED: "green", Standing.READ: "", Standing.DOUBTFUL: "bold yellow"}


def to_text(audit: Audit, *, width: int = 100, colour: bool = False) -> str:
    """The page, ending in a line feed; `width` in columns."""
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    for part in _parts(audit, view(audit)):
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def _parts(audit: Audit, shown: View) -> Iterable[Text | Table | Padding]:
    yield Text(shown.title, style="bold")
    if shown.source != shown.title:
        yield Text(shown.source, style="dim")
    yield Text()
    yield Text(shown.sentence)
    if shown.score:
        yield Text(f"Score {shown.score}.", style="bold")
    if shown.advice:
        yield Text(f"What would raise it most: {shown.advice}.")
    yield from (Text(f"Note: {warning}", style="yellow") for warning in shown.warnings)
    if audit.label:
        yield from _facts(shown)
    yield from _findings("Act on", shown.act)
    yield from _waiting("Look at: what is meant here decides", shown.look, audit, mark="LOOK")
    yield from _waiting("Also send: another side of the pack would tell", shown.send, audit, mark="SEND")
    yield from _findings("Accepted by you", shown.accepted)
    yield from _findings("For context", shown.notes)
    yield from _counted("Passed", shown.passed)
    yield from _counted("Does not apply", shown.not_applicable)
    yield Text()
    yield Text(_made_with(audit, shown), style="dim")
    yield Text(DISCLAIMER, style="dim")


def _heading(words: str) -> Iterable[Text]:
    yield Text()
    yield Text(words, style="bold")


def _facts(shown: View) -> Iterable[Text | Table | Padding]:
    yield from _heading("What the label says")
    table = Table.grid(padding=(0, 2))
    for row in shown.facts:
        name = ("  " if row.is_part else "") + row.name + (f" ({row.sources})" if row.sources else "")
        amount = Text.assemble(f"{row.amount} {row.basis}", ("\n" + "; ".join(row.arithmetic)).rstrip())
        table.add_row(Text(name), amount, Text(row.standing_words, style=_STANDINGS[row.standing]))
    if shown.facts:
        yield Padding(table, (0, 0, 0, 2))
        yield from (Padding(Text(line, style="dim"), (0, 0, 0, 2)) for line in shown.legend)
    else:
        yield Text("  No amount of vitamin D, vitamin K, calcium or magnesium was read.")
    if shown.daily:
        yield _line("A day", "; ".join(shown.daily) + f" ({shown.taken}).")
    yield from (Padding(Text(line), (0, 0, 0, 2)) for line in shown.absent)
    yield from (_line(row.kind, f"“{row.text}”") for row in shown.statements)


def _line(name: str, words: str) -> Padding:
    return Padding(Text.assemble((f"{name}: ", "bold"), words), (0, 0, 0, 2))


def _findings(heading: str, rows: tuple[FindingRow, ...]) -> Iterable[Text | Padding]:
    if not rows:
        return
    yield from _heading(heading)
    table = Table.grid(padding=(0, 2))
    for row in rows:
        mark, style = _MARKS[row.finding.outcome]
        words = Text.assemble((f"{row.title}: ", "bold"), row.message)
        if row.finding.accepted:
            style = "dim"
            words.stylize(style)
            words.append(f"\nAccepted: {shorten(row.finding.accepted.reason)}")
        words.append(f"\n{_standing_behind(row)}", style="dim")
        table.add_row(Text(mark, style=style), words)
    yield Padding(table, (0, 0, 0, 2))


def _waiting(
    heading: str, groups: tuple[Waiting, ...], audit: Audit, *, mark: str
) -> Iterable[Text | Padding]:
    if not groups:
        return
    yield from _heading(heading)
    table = Table.grid(padding=(0, 2))
    for group in groups:
        words = Text(group.cause)
        if mark == "LOOK":
            places = (f"\n{_where(piece, audit)}" for piece in group.evidence[:_MOST_PLACES])
            words.append("".join(places), style="dim")
        for row, beyond in group.rows:
            words.append(f"\n{row.title}", style="bold")
            words.append(f": {beyond}" if beyond else "")
            words.append(f" · {_standing_behind(row)}", style="dim")
        table.add_row(Text(mark, style="bold cyan"), words)
    yield Padding(table, (0, 0, 0, 2))


def _standing_behind(row: FindingRow) -> str:
    """The rule's id, its share of the points where that is open, and the documents that it rests on."""
    documents = ", ".join(map(clean, row.finding.documents))
    return " · ".join(filter(None, (clean(row.finding.rule), scored_words(row.finding), documents)))


def _where(piece: Evidence, audit: Audit) -> str:
    """Where to look: the words as read, the page, and the place on it."""
    x = (piece.box[0] + piece.box[2]) / 2
    y = (piece.box[1] + piece.box[3]) / 2
    down = "top" if y < 1 / 3 else "middle" if y < 2 / 3 else "bottom"
    across = "left" if x < 1 / 3 else "centre" if x < 2 / 3 else "right"
    page = f", page {piece.page + 1}" if len(audit.source.pages) > 1 else ""
    return f"see “{shorten(piece.text, limit=80)}”, {down} {across}{page}, {piece.confidence:.0%} sure"


def _counted(heading: str, rows: tuple[FindingRow, ...]) -> Iterable[Text]:
    if not rows:
        return
    names = ", ".join(row.title for row in rows)
    yield Text()
    yield Text.assemble((f"{heading} ({len(rows)}): ", "bold"), names)


def _made_with(audit: Audit, shown: View) -> str:
    tool = audit.tool
    guidance = f"{clean(tool.guidance.name)} {clean(tool.guidance.version)} ({tool.guidance.sha256[:12]})"
    cited = f"; documents: {', '.join(shown.documents)}" if shown.documents else ""
    return (
        f"labelaudit {tool.version}, {clean(tool.engine)}; guidance {guidance}, "
        f"profile {clean(tool.profile)}{cited}."
    )
