"""A self-contained HTML page: style and script stand in it, and its policy lets nothing else run or load."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from labelaudit.model.audit import Score
from labelaudit.report.clean import clean, shorten
from labelaudit.report.view import scored_words

_TEMPLATES = Path(__file__).parent / "templates"
_BANDS = {"good": "good", "mixed": "warn", "poor": "bad"}


def render(
    template: str,
    *,
    script: str = "",
    styles: Sequence[str] = ("report.css",),
    picture_source: str = "data:",
    **values: object,
) -> Iterator[str]:
    """The page in pieces; `template`, `styles` and `script` are files of `templates`.

    `picture_source` says where pictures may come from, as a policy says it; `values` are the template's own.
    """
    style, code = "".join(map(_asset, styles)), _asset(script) if script else ""
    allowed = f"; script-src '{_digest(code)}'" if code else ""
    return (
        _environment()
        .get_template(template)
        .generate(
            style=Markup(style),  # noqa: S704  (a file of ours)
            script=Markup(code),  # noqa: S704
            policy=(
                f"default-src 'none'; img-src {picture_source}; base-uri 'none'; form-action 'none'; "
                f"style-src '{_digest(style)}'{allowed}"
            ),
            **values,
        )
    )


def _tone(score: Score) -> str:
    """The colour of a band; a band across an edge takes the lower one's."""
    return _BANDS.get(score.band.split("–")[0], "dim")


def _per_cent(value: float) -> str:
    """A length in a drawing."""
    return f"{value:.2f}%"


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(clean=clean, shorten=shorten, scored=scored_words, tone=_tone, pct=_per_cent)
    return environment


@lru_cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    """What the policy knows a style or a script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
