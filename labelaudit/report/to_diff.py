"""What changed between two runs, as text, JSON or one HTML file: in pieces, however many products."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby, islice

from labelaudit.model.audit import Tool
from labelaudit.model.difference import Counts, Head, ProductChange, Verdict
from labelaudit.report.clean import clean, shorten
from labelaudit.report.page import render
from labelaudit.report.to_json import to_json
from labelaudit.report.view import DISCLAIMER, rule_title, score_words

Products = Iterable[ProductChange]
"""Gravest first."""

_MOST = 2_000
"""Products that the HTML shows; a browser slows down beyond, and the JSON holds them all."""
_HEADINGS = {
    Verdict.WORSE: "Worse",
    Verdict.CHANGED: "Changed",
    Verdict.BETTER: "Better",
    Verdict.NEW: "New",
    Verdict.GONE: "Gone",
}
_MARKS = {"worse": "WORSE", "changed": "-", "better": "BETTER"}
_BADGES = {
    "worse": ("bad", "↓", "Worse"),
    "changed": ("info", "~", "Changed"),
    "better": ("good", "↑", "Better"),
}


def diff_json(head: Head, products: Products) -> Iterator[str]:
    """One object, a product a line: `labelaudit.diff/1`."""
    yield to_json(head)[:-1] + ',"products":['
    between = "\n"
    for product in products:
        yield between + to_json(product)
        between = ",\n"
    yield "\n]}\n"


def diff_text(head: Head, products: Products, *, width: int = 100) -> Iterator[str]:
    """A page for a person at a terminal."""
    yield f"{shorten(head.before.path)} → {shorten(head.after.path)}\n{counted(head.counts)}\n"
    for note in notes(head):
        yield textwrap.fill(f"Note: {note}", width) + "\n"
    for verdict, group in groupby(products, key=lambda product: product.verdict):
        yield f"\n{_HEADINGS[verdict]}\n"
        for product in group:
            yield "  " + ": ".join(filter(None, (_named(product), _alone(product)))) + "\n"
            for change in product.changes:
                before = f"    {_MARKS[change.became]:<7}"
                yield (
                    textwrap.fill(
                        clean(change.message),
                        width,
                        initial_indent=before,
                        subsequent_indent=" " * len(before),
                    )
                    + "\n"
                )
            if product.unchanged:
                yield textwrap.fill(f"    {_still(product)}", width, subsequent_indent=" " * 11) + "\n"


def diff_html(head: Head, products: Products, *, made: date) -> Iterator[str]:
    """One self-contained file; what it has no room for it says."""
    shown = list(islice(products, _MOST))
    counts = head.counts
    left = sum(counts.model_dump().values()) - counts.unchanged - len(shown)
    return render(
        "diff.html.j2",
        head=head,
        counted=counted(counts),
        notes=notes(head),
        groups=[
            (_HEADINGS[verdict], getattr(counts, verdict.value), list(group))
            for verdict, group in groupby(shown, key=lambda product: product.verdict)
        ],
        left=left,
        named=_named,
        alone=_alone,
        still=_still,
        badges=_BADGES,
        made=made.isoformat(),
        disclaimer=DISCLAIMER,
    )


def counted(counts: Counts) -> str:
    """How many products are what, in a line."""
    found = [f"{number:,} {name}" for name, number in counts if number]
    return ", ".join(found) if found else "no products in either run"


def notes(head: Head) -> list[str]:
    """What else may be behind the changes: another guidance, profile, version, other readers."""
    said = []
    for name, told in _MADE_WITH.items():
        before, after = (_listed(told(tool) for tool in side.judged_by) for side in (head.before, head.after))
        if before and after and before != after:
            said.append(f"the {name} differs: {before}, then {after}; some changes may come from that alone.")
    return said


_MADE_WITH: dict[str, Callable[[Tool], str]] = {
    "guidance": lambda tool: f"{tool.guidance.name} {tool.guidance.version} ({tool.guidance.sha256[:12]})",
    "profile": lambda tool: tool.profile,
    "version of labelaudit": lambda tool: tool.version,
    "reading engine": lambda tool: tool.engine,
}


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted({clean(name) for name in names}))


def _named(product: ProductChange) -> str:
    key, title = shorten(product.key, limit=60), shorten(product.title, limit=120)
    return key if key == title else f"{key}  {title}"


def _alone(product: ProductChange) -> str:
    """What is told of a product that stands in one run alone."""
    if product.verdict not in {Verdict.NEW, Verdict.GONE}:
        return ""
    score = score_words(product.score_after or product.score_before)
    return f"score {score}" if score else "not scored"


def _still(product: ProductChange) -> str:
    """The findings that stay."""
    rules = [rule_title(rule) for rule in product.unchanged]
    return f"unchanged: {', '.join(rules)}" if rules else ""
