"""labelaudit reads supplement labels and holds them against published D3 / K2 pairing guidance.

    from labelaudit import audit_file

    for audit in audit_file("front.jpg"):
        print(audit.status, audit.score)

`audit_facts` judges figures that you type in. No function is called `audit`: that name is the package of the
stage that judges.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labelaudit.pipeline import audit_file, audit_together
    from labelaudit.typed import audit_facts

__version__ = "0.1.0"
__all__ = ["__version__", "audit_facts", "audit_file", "audit_together"]
_WHERE = {"audit_facts": "typed", "audit_file": "pipeline", "audit_together": "pipeline"}


def __getattr__(name: str) -> object:
    # The readers take long to import: nobody who only wants the version waits for them.
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
