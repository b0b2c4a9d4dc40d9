"""`labelaudit diff`: what changed between two runs, and whether something got worse."""

import shutil
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from labelaudit.cli.formats import Format, choose_format
from labelaudit.cli.output import check_writable, write_whole
from labelaudit.cli.talk import hand_over, progress, use_utf8
from labelaudit.errors import Exit


def diff(
    run_a: Annotated[
        Path, typer.Argument(metavar="RUN_A", help="The folder of a scan, or its results.jsonl.")
    ],
    run_b: Annotated[Path, typer.Argument(metavar="RUN_B", help="The same of the later scan.")],
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="Print a page (text), JSON, or one HTML file.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to a file instead; its suffix decides: .html .json .txt"),
    ] = None,
) -> int:
    """Compare two scans product by product. RUN_A is the earlier.

    Ends with 1 where a product got worse.

    Products are known again by SKU, else by GTIN, else by the name of their file. Worse is: a rule that
    warns or fails and did not, or fails more than it did; a form that a panel read whole no longer names; a
    score whose best fell while its worst did not rise; a label that could be read and no longer can. A
    reading that became less sure, a wider score, a new product and one that is gone are told, and are not
    worse.

    \b
    Examples:
      labelaudit diff reports/monday reports/tuesday
      labelaudit diff reports/monday reports/tuesday -o changes.html
    """  # noqa: D301  (\b keeps the examples' lines apart)
    form = choose_format(form, output)
    if output:
        check_writable(output)
    with progress("comparing"):
        from labelaudit.batch.diff import difference
        from labelaudit.report.to_diff import diff_html, diff_json, diff_text

        found = difference(run_a, run_b)
    with closing(found):
        head, products = found.head, found.products()
        if form == "json":
            use_utf8()
            pieces = diff_json(head, products)
        elif form == "html":
            pieces = diff_html(head, products, made=date.today())
        else:
            at_terminal = sys.stdout.isatty() and not output
            width = min(max(shutil.get_terminal_size().columns, 40), 120) if at_terminal else 100
            pieces = diff_text(head, products, width=width)
        if output:
            write_whole(output, pieces)
        else:
            for piece in pieces:
                hand_over(piece)
        return Exit.GATE if head.counts.worse else Exit.OK
