"""Fetches pictures by address."""

from pathlib import Path


class Fetcher:
    """Fetches addresses into a folder."""

    def get(self, address: str) -> Path:
        """The fetched file. Raises UnreadableError."""
        raise NotImplementedError
