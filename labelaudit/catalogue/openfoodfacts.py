"""The addresses of a product's pictures, out of the `images` that Open Food Facts keeps in its dumps.

The layout is documented at https://openfoodfacts.github.io/openfoodfacts-server/api/how-to-download-images/.
"""

import json
import re
from collections.abc import Iterator

_ROOT = "https://images.openfoodfacts.org/images/products"
_SIDES = ("nutrition", "ingredients", "front")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def find_addresses(code: str, images: str) -> list[str]:
    """The chosen pictures of a product, whole, the panel's first; none where it names none."""
    digits = code.strip().zfill(13)
    try:
        kept = json.loads(images)
    except (ValueError, RecursionError):
        return []
    if not (isinstance(kept, dict) and digits.isascii() and digits.isdigit()):
        return []
    folder = f"{_ROOT}/{digits[:3]}/{digits[3:6]}/{digits[6:9]}/{digits[9:]}"
    chosen = sorted(_chosen(kept), key=lambda one: (_SIDES.index(one[0]), one[1]))
    return [f"{folder}/{side}_{language}.{revision}.full.jpg" for side, language, revision in chosen]


def _chosen(kept: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """Side, language and revision, in the flat form of the dumps and in the nested one."""
    flat = {key: one for key, one in kept.items() if "_" in key}
    selected = kept.get("selected")
    if isinstance(selected, dict):
        for side, languages in selected.items():
            if isinstance(languages, dict):
                flat |= {f"{side}_{language}": one for language, one in languages.items()}
    for key, one in flat.items():
        side, _, language = key.partition("_")
        revision = str(one.get("rev", "")) if isinstance(one, dict) else ""
        if side in _SIDES and _LANGUAGE.fullmatch(language) and revision.isascii() and revision.isdigit():
            yield side, language, revision
