"""The words of labels, as data: names, salts, reference amounts, statements, serving units."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:  # TOML has no static shape; each reader checks its own
    """The table `name`.toml of this folder."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
