"""A small catalogue for tests: a few labels under many names, hostile ones among them."""

import io
from collections.abc import Mapping
from decimal import Decimal

from PIL import Image

from labelaudit.model.audit import Audit, Finding, Measured, Outcome, Points, Score, Status
from labelaudit.model.product import Product
from labelaudit.report.entry import Entry

HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "=HYPERLINK(\"http://x\",\"y\")",
    "\u202egnp.exe",
    "a\x00b\ud800c",
    "../../x",
    "{{ 7 * 7 }}",
    "x" * 10_000,
    "<!--",
    "javascript:alert(1)",
]  # fmt: skip


def jpeg() -> Mapping[int, bytes]:
    encoded = io.BytesIO()
    Image.new("RGB", (1000, 800), "#eee").save(encoded, "JPEG")
    return {0: encoded.getvalue()}


def product(audit: Audit, **words: object) -> Audit:
    return audit.model_copy(update={"product": Product(**words)})


def clean_audit(audit: Audit, score: int = 100) -> Audit:
    """Nothing to act on and nothing open; vitamin D and K2 in their ranges."""
    findings = (
        measured("d3-dose", "1000", "IU a day", (300, 600, 2000, 5000)),
        measured("k2-dose", "100", "mcg a day", (45, 90, 200, 400)),
        measured("k2-per-calcium", "120", "mcg per 500 mg of calcium", (50, 100, 180, 360)),
    )
    points = Points(decided=40, applicable=40)
    band = "good" if score >= 90 else "mixed" if score >= 50 else "poor"
    return audit.model_copy(
        update={
            "status": Status.COMPLETE,
            "findings": findings,
            "score": Score(value=score, low=score, high=score, band=band, points=points),
        }
    )


def measured(rule: str, amount: str, unit: str, corners: tuple[int, int, int, int]) -> Finding:
    points = tuple(zip(corners, (0, 1, 1, 0), strict=True))
    held = Measured(low=Decimal(amount), high=Decimal(amount), unit=unit, points=points)
    return Finding(
        rule=rule, category="guidance", outcome=Outcome.PASS, score=1, weight=15, message="", measured=held
    )


def shop(audit: Audit, unreadable: Audit, *, plain: int = 230) -> list[Entry]:
    """`plain` products of two brands, scores 0 to 100; one to look at, one unreadable, hostile ones."""
    entries = [
        Entry("LOOK", product(audit, sku="LOOK", brand="Doubt & Co", title="Bone trio"), pictures=jpeg),
        Entry("LOST", product(unreadable, sku="LOST", brand="Alder", title="Lost label")),
    ]
    for number in range(plain):
        brand = "Alder" if number % 2 else "Birch"
        titled = product(
            clean_audit(audit, number % 101), sku=f"P-{number:04}", brand=brand, title=f"Plain {number:04}"
        )
        entries.append(Entry(f"P-{number:04}", titled))
    for text in HOSTILE:
        entries.append(Entry(text, product(audit, sku=text, brand=text, title=text)))
    return entries
