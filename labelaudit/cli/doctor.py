"""`labelaudit doctor`: what is installed, whether it works, and how to get what is missing."""

import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from labelaudit import __version__
from labelaudit.cli.talk import hand_over
from labelaudit.errors import EngineError, LabelauditError

_GET_TESSERACT = "install it: Debian: apt-get install tesseract-ocr; macOS: brew install tesseract"

_GET_GREEK = (
    "less of them is read; install its Greek: Debian: apt-get install tesseract-ocr-ell; "
    "macOS: brew install tesseract-lang"
)


def doctor() -> None:
    """Check the reading engines, and say what is missing.

    \b
    Example:
      labelaudit doctor
    """  # noqa: D301  (\b keeps the example's lines apart)
    hand_over(f"labelaudit {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n")
    working = [check() for check in (_rapidocr, _tesseract)]
    hand_over(
        f"\nPictures   Pillow {_version('pillow')}, HEIC through pillow-heif {_version('pillow-heif')}\n"
    )
    hand_over(f"PDF        pypdfium2 {_version('pypdfium2')}, pdfplumber {_version('pdfplumber')}\n\n")
    if not any(working):
        raise EngineError("no reading engine works; install one as told above")
    if all(working):
        hand_over("Both readers work.\n")
    else:
        hand_over("Labels can be read; with both engines more amounts are confirmed.\n")


def _rapidocr() -> bool:
    works, said = _try("rapidocr", "reinstall it: pip install 'rapidocr==3.10.*' onnxruntime")
    hand_over(f"RapidOCR   {_version('rapidocr')} on onnxruntime {_version('onnxruntime')}: {said}\n")
    models = ", ".join(sorted(path.name for path in _models())) or "none found"
    hand_over(f"           models: {models}\n")
    return works


def _models() -> list[Path]:
    from importlib.util import find_spec

    found = find_spec("rapidocr")
    places = found.submodule_search_locations or [] if found else []
    return [path for place in places for path in Path(place, "models").glob("*.onnx")]


def _tesseract() -> bool:
    from labelaudit.read.tesseract import find_tesseract

    program = find_tesseract()
    if program is None:
        hand_over(f"Tesseract  missing; {_GET_TESSERACT}\n")
        return False
    works, said = _try("tesseract", _GET_TESSERACT)
    told = _ask(program, "--version").splitlines()[:1]
    hand_over(f"Tesseract  {told[0].removeprefix('tesseract ') if told else 'version unknown'}: {said}\n")
    languages = _ask(program, "--list-langs").splitlines()[1:]
    hand_over(f"           languages: {', '.join(languages) or 'none'}\n")
    hand_over(f"           Greek labels: {'ready' if 'ell' in languages else _GET_GREEK}\n")
    return works


def _ask(program: str, question: str) -> str:
    try:
        answer = subprocess.run(  # noqa: S603  (the program found on PATH, a fixed question)
            [program, question], capture_output=True, text=True, errors="replace", timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout or answer.stderr


def _try(engine: str, remedy: str) -> tuple[bool, str]:
    """Have the engine read two words that it cannot miss."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (700, 140), "white")
    ImageDraw.Draw(picture).text((40, 40), "Vitamin 1000 mg", "black", ImageFont.load_default(56))
    try:
        from labelaudit.read.engine import choose_readers

        words = choose_readers(engine).first.read(np.asarray(picture))
    except (LabelauditError, ImportError) as error:
        return False, f"does not work ({error})"
    if "1000" not in "".join(word.text for word in words).replace(" ", ""):
        return False, f"runs, but cannot read a test picture; {remedy}"
    return True, "ready"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
