"""Audits written by hand, as values: what a report must show of them is known without any reader."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from labelaudit.model.audit import (
    Audit,
    Daily,
    DailyRange,
    Finding,
    GuidanceRef,
    Intake,
    Measured,
    Outcome,
    Points,
    Reason,
    Score,
    Source,
    SourcePage,
    Status,
    Tool,
)
from labelaudit.model.base import Note
from labelaudit.model.label import (
    Basis,
    Candidate,
    Claim,
    Declares,
    Elemental,
    Evidence,
    Fact,
    Label,
    Regimen,
    Seen,
    Serving,
    Statement,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOOL = Tool(
    version="0.1.0",
    engine="rapidocr+tesseract",
    guidance=GuidanceRef(name="labelaudit", version="1", sha256="ab" * 32),
    profile="default",
)
SOURCE = Source(
    name="front.jpg",
    kind="image",
    pages=(
        SourcePage(
            name="front.jpg",
            path="front.jpg",
            sha256="cd" * 32,
            kind="image",
            page=1,
            width=1000,
            height=800,
            turn=0,
        ),
    ),
)


def evidence(text: str, top: float) -> tuple[Evidence, ...]:
    return (Evidence(text=text, page=0, box=(0.1, top, 0.6, top + 0.05), confidence=0.97, engine="rapidocr"),)


def once(amount: str, standing: str = "confirmed") -> DailyRange:
    return DailyRange(low=Decimal(amount), high=Decimal(amount), standing=standing)


def label(**changes: object) -> Label:
    """Vitamin D3 confirmed, K2 as MK-7 read, calcium doubtful between two readings."""
    facts = (
        Fact(
            nutrient="vitamin_d",
            form="D3",
            forms=("D3",),
            sources=("cholecalciferol",),
            amount=Decimal(50),
            unit="mcg",
            iu=Decimal(2000),
            percent=Decimal(250),
            reference="fda-2016",
            daily_value=Decimal(20),
            basis=Basis(kind="serving", units=Decimal(2)),
            standing="confirmed",
            evidence=evidence("Vitamin D3 (as cholecalciferol) 50 mcg (2000 IU) 250%", 0.3),
        ),
        Fact(
            nutrient="vitamin_k",
            form="MK-7",
            forms=("MK-7",),
            amount=Decimal(100),
            unit="mcg",
            percent=Decimal(83),
            reference="fda-2016",
            daily_value=Decimal(120),
            basis=Basis(kind="serving", units=Decimal(2)),
            standing="read",
            evidence=evidence("Vitamin K2 (as MK-7) 100 mcg 83%", 0.4),
        ),
        Fact(
            nutrient="calcium",
            sources=("calcium carbonate",),
            candidates=(
                Candidate(form=None, amount=Decimal(500), unit="mg"),
                Candidate(form=None, amount=Decimal(800), unit="mg"),
            ),
            basis=Basis(kind="serving", units=Decimal(2)),
            elemental_mg=Elemental(value=None, how="unknown"),
            standing="doubtful",
            evidence=evidence("Calcium S00 mg", 0.5),
        ),
    )
    values: dict[str, object] = {
        "product": "Bone Trio",
        "panel": "us",
        "seen": Seen(panel="whole", directions=True, warnings=False),
        "declares": Declares(
            vitamin_d="yes", vitamin_k="yes", vitamin_k2="yes", calcium="yes", magnesium="no"
        ),
        "serving": Serving(text="2 softgels", units=Decimal(2), unit="softgel"),
        "regimen": Regimen(
            units_per_intake=(Decimal(2), Decimal(2)),
            intakes_per_day=(Decimal(1), Decimal(1)),
            source="directions",
            text="Take 2 softgels daily with a meal",
        ),
        "facts": facts,
        "statements": (
            Statement(
                kind="with_food",
                text="Take 2 softgels daily with a meal",
                evidence=evidence("Take 2 softgels daily with a meal", 0.7),
            ),
            Statement(
                kind="claim",
                text="High potency D3",
                claim=Claim(nutrient="vitamin_d", form="D3"),
                evidence=evidence("High potency D3", 0.05),
            ),
        ),
    }
    return Label(**{**values, **changes})


def findings() -> tuple[Finding, ...]:
    """Three passed, two to act on, one to look at, one that another side would tell, one not applicable."""
    return (
        Finding(
            rule="k2-form",
            category="guidance",
            outcome=Outcome.PASS,
            score=1,
            weight=15,
            message="The label names its K2 form: MK-7.",
            documents=("k2-heart-bone", "calcium-paradox"),
            evidence=evidence("Vitamin K2 (as MK-7) 100 mcg 83%", 0.4),
        ),
        Finding(
            rule="d3-dose",
            category="guidance",
            outcome=Outcome.PASS,
            score=1,
            weight=15,
            message="2,000 IU of vitamin D a day is inside 600–2,000 IU.",
            measured=Measured(
                low=Decimal(2000),
                high=Decimal(2000),
                unit="IU",
                points=((300, 0), (600, 1), (2000, 1), (5000, 0)),
            ),
            documents=("d3-vs-k2",),
        ),
        Finding(
            rule="k2-with-d3",
            category="guidance",
            outcome=Outcome.PASS,
            score=1,
            weight=20,
            message="K2 stands beside vitamin D.",
            documents=("d-mg-k2",),
        ),
        Finding(
            rule="magnesium-with-d",
            category="guidance",
            outcome=Outcome.FAIL,
            score=0,
            weight=5,
            message="The label brings no magnesium with its vitamin D. Another product may bring it.",
            documents=("d-mg-k2",),
        ),
        Finding(
            rule="k2-dose",
            category="guidance",
            outcome=Outcome.WARN,
            score=0.6,
            weight=10,
            message="K2 is 300 mcg a day, above 200.",
            measured=Measured(
                low=Decimal(300),
                high=Decimal(300),
                unit="mcg",
                points=((45, 0), (90, 1), (200, 1), (400, 0.5)),
            ),
            documents=("d3-vs-k2",),
        ),
        Finding(
            rule="k2-per-calcium",
            category="guidance",
            outcome=Outcome.REVIEW,
            reason=Reason.DOUBTFUL,
            weight=15,
            message="Calcium reads 500 mg or 800 mg; K2 per 500 mg of calcium is 100 or 62.5 mcg.",
            measured=Measured(
                low=Decimal("62.5"),
                high=Decimal(100),
                unit="mcg per 500 mg",
                points=((50, 0), (100, 1), (180, 1), (360, 0.5)),
            ),
            documents=("calcium-paradox",),
            evidence=evidence("Calcium S00 mg", 0.5),
        ),
        Finding(
            rule="anticoagulant-caution",
            category="guidance",
            outcome=Outcome.REVIEW,
            reason=Reason.NOT_SHOWN,
            weight=5,
            message="The side with the warnings is not in the picture.",
            documents=("d3-vs-k2",),
        ),
        Finding(
            rule="calcium-daily",
            category="guidance",
            outcome=Outcome.NOT_APPLICABLE,
            weight=2,
            message="Calcium is not over 1,500 mg a day.",
        ),
        Finding(
            rule="upper-level",
            category="context",
            outcome=Outcome.NOTE,
            message="The US upper level for vitamin D is 4,000 IU a day.",
        ),
    )


@pytest.fixture
def audit(an_audit: Audit) -> Audit:
    """A label with something of everything."""
    return an_audit


@pytest.fixture(scope="session")
def an_audit() -> Audit:
    """The same, for what is made once: an audit never changes."""
    return Audit(
        tool=TOOL,
        source=SOURCE,
        status=Status.NEEDS_REVIEW,
        label=label(),
        daily=Daily(vitamin_d3_iu=once("2000"), mk7_mcg=once("100", "read")),
        intake=Intake(),
        findings=findings(),
        score=Score(value=None, low=62, high=88, band="mixed", points=Points(decided=65, applicable=85)),
    )


@pytest.fixture
def unreadable(an_unreadable: Audit) -> Audit:
    """A file that could not be read."""
    return an_unreadable


@pytest.fixture(scope="session")
def an_unreadable() -> Audit:
    """The same, for what is made once."""
    return Audit(
        tool=TOOL,
        source=SOURCE,
        status=Status.UNREADABLE,
        error=Note(code="damaged", message="front.jpg: is damaged; export it again"),
    )


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Debian's chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `dev`")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("needs Debian's chromium")
    with playwright.sync_playwright() as started:
        yield started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
