"""A folder's settings: what neither the command line nor the environment says, from the nearest file."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from labelaudit.accepting import Acceptance
from labelaudit.cli.options import check_gates, check_rules
from labelaudit.errors import UsageError

Rules = Annotated[list[str], AfterValidator(check_rules)]
Gates = Annotated[list[str], AfterValidator(check_gates)]


class _Keys(BaseModel):
    """What a settings file may say."""

    model_config = ConfigDict(
        extra="forbid", strict=True, alias_generator=lambda name: str(name).replace("_", "-")
    )

    profile: str = ""
    engine: Literal["auto", "rapidocr", "tesseract"] = "auto"
    guidance: str = ""
    only: Rules = []
    skip: Rules = []
    fail_on: Gates = []
    fail_under: Annotated[int, Field(ge=0, le=100)] = 0
    strict: bool = False
    accept: list[Acceptance] = []


@dataclass(frozen=True)
class Settings:
    """What a file says: values by the names of the options, and the findings that are accepted."""

    path: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    accept: tuple[Acceptance, ...] = ()


def load_settings(folder: Path) -> Settings:
    """The settings of the nearest labelaudit.toml, or [tool.labelaudit] of a pyproject.toml, upwards.

    Raises UsageError with the file and the key.
    """
    for place in (folder, *folder.parents):
        for name in ("labelaudit.toml", "pyproject.toml"):
            table = _table(place / name)
            if name == "pyproject.toml":
                tool = (table or {}).get("tool")
                table = tool.get("labelaudit") if isinstance(tool, dict) else None
            if table is not None:
                return _settings(table, place / name)
    return Settings()


def _table(path: Path) -> dict[str, Any] | None:
    try:
        content = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    if path.name == "pyproject.toml" and b"labelaudit" not in content:
        return None  # another project's, which need not be valid
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: is no valid TOML: {error}") from error


def _settings(table: dict[str, Any], path: Path) -> Settings:
    try:
        keys = _Keys.model_validate(table)
    except ValidationError as error:
        raise _wrong(error, path) from error
    options = keys.model_dump(exclude_unset=True, exclude={"accept"})
    if "guidance" in options:
        options["guidance"] = str(path.parent / keys.guidance)
    return Settings(path=str(path), options=options, accept=tuple(keys.accept))


def _wrong(error: ValidationError, path: Path) -> UsageError:
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"]) or "labelaudit"
    if first["type"] == "extra_forbidden":
        known = ", ".join((Acceptance if "accept" in first["loc"] else _Keys).model_fields).replace("_", "-")
        return UsageError(f"{path}: {key}: unknown key; choose one of {known}")
    message = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return UsageError(f"{path}: {key}: {message}")
