"""labelaudit reads supplement labels and holds them against published D3 / K2 pairing guidance.

    import labelaudit

    print(labelaudit.audit("front.jpg").score)

`audit_file` gives every panel of a file, `audit_together` takes the sides of one pack, `audit_facts` judges
figures that you type in, and `scan` audits a catalogue.
"""

from importlib import import_module
from os import PathLike, fspath
from types import ModuleType
from typing import TYPE_CHECKING, Any

from labelaudit import audit

if TYPE_CHECKING:
    from collections.abc import Callable

    from labelaudit.batch.scanning import Scan
    from labelaudit.model.audit import Audit
    from labelaudit.pipeline import audit_file, audit_together
    from labelaudit.typed import audit_facts

__version__ = "0.1.0"
__all__ = ["__version__", "audit", "audit_facts", "audit_file", "audit_together", "scan"]
_WHERE = {"audit_facts": "typed", "audit_file": "pipeline", "audit_together": "pipeline"}


def __getattr__(name: str) -> object:
    # The readers take long to import: nobody who only wants the version waits for them.
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def scan(
    source: str | PathLike[str], *, each: "Callable[[Audit], None] | None" = None, **asked: Any
) -> "Scan":
    """Audit every product of a catalogue; takes what `labelaudit.batch.scanning.Request` takes.

    `each` is called with every audit in the catalogue's order. The workers are processes that import the
    calling script anew: call it under `if __name__ == "__main__":`.
    """
    from labelaudit.batch.scanning import Request
    from labelaudit.batch.scanning import scan as scan_catalogue

    return scan_catalogue(Request(fspath(source), **asked), each=each)


class _CallablePackage(ModuleType):
    """The package of the judging stage bears the name of what people call; so it can be called."""

    def __call__(self, path: str | PathLike[str], **options: Any) -> "Audit":
        """Audit one label; takes what `audit_file` takes.

        Raises UsageError where the file shows several panels: `audit_file` gives them all.
        """
        from labelaudit.errors import UsageError
        from labelaudit.pipeline import audit_file

        audits = audit_file(path, **options)
        if len(audits) > 1:
            raise UsageError(
                f"{path}: shows {len(audits)} panels; labelaudit.audit_file gives one audit for each"
            )
        return audits[0]


audit.__class__ = _CallablePackage
