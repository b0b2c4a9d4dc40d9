"""Audits made of labels written by hand, by the guidance that comes with the program."""

from pathlib import Path

from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.model.audit import Audit, GuidanceRef, Source, SourcePage, Status, Tool
from labelaudit.model.base import Note
from labelaudit.model.label import Label
from labelaudit.model.product import Product
from labelaudit.report.to_json import to_json

GUIDANCE = load()
TOOL = Tool(
    version="0.1.0",
    engine="rapidocr",
    guidance=GuidanceRef(name="labelaudit", version="1", sha256="0" * 64),
    profile="default",
)


def source(name: str = "front.jpg", *shas: str, panel: int = 1) -> Source:
    pages = tuple(
        SourcePage(name=name, path=name, sha256=sha, kind="image", page=1, width=1000, height=800, turn=0)
        for sha in shas or ("ab" * 32,)
    )
    return Source(name=name, kind="image", panel=panel, pages=pages)


def audited(
    label: Label, sku: str | None = "S1", *, name: str = "front.jpg", panel: int = 1, **product: object
) -> Audit:
    judged = judge(label, guidance=GUIDANCE)
    return Audit(
        tool=TOOL,
        source=source(name, panel=panel),
        product=Product(sku=sku, **product),  # type: ignore[arg-type]
        label=label,
        **dict(judged),
    )


def unread(sku: str | None = "S1", *, name: str = "front.jpg") -> Audit:
    return Audit(
        tool=TOOL,
        source=source(name),
        product=Product(sku=sku),
        status=Status.UNREADABLE,
        error=Note(code="damaged", message=f"{name}: is damaged; copy it again"),
    )


def run(folder: Path, *audits: Audit) -> Path:
    """A run's folder with these results."""
    folder.mkdir()
    (folder / "results.jsonl").write_text("".join(f"{to_json(each)}\n" for each in audits), encoding="utf-8")
    return folder
