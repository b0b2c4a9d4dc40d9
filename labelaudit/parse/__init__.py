"""Pages to labels: geometry first, then grammar, then arithmetic; pure."""

from labelaudit.parse.label import parse

__all__ = ["parse"]
