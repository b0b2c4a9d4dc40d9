"""A catalogue of whatever a test writes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from labelaudit.catalogue import Catalogue, open_catalogue


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Catalogue]:
    """Writes a file and opens it as a catalogue."""

    def write(
        content: str | bytes, name: str = "shop.csv", encoding: str = "utf-8", **more: object
    ) -> Catalogue:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return open_catalogue(str(path), **more)

    return write
