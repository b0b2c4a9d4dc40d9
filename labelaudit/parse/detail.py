"""What a row's name says beside its nutrient: forms, salts, sources, the compound for which it is named."""

import re
from dataclasses import replace
from functools import cache

from labelaudit.parse.forms import read_d_forms, read_k_forms
from labelaudit.parse.lexicon import load
from labelaudit.parse.named import LETTER, Named
from labelaudit.parse.nametable import name_pattern


def complete(named: Named, folded: str, head: str) -> Named:
    """Add forms, salts and sources, which may stand anywhere in the name."""
    if named.nutrient == "vitamin_d":
        as_d = re.sub(r"(?<=vitamin )0(?=\s?-?[23]\b)", "d", folded) if named.doubt == LETTER else folded
        forms, doubt = read_d_forms(as_d)
    elif named.nutrient == "vitamin_k":
        forms, doubt = read_k_forms(folded)
    elif named.nutrient in ("calcium", "magnesium"):
        compound = _compound(head, named.nutrient) if named.exact else None
        return replace(named, sources=_salts(folded, named.nutrient), compound=compound)
    else:
        return named
    return replace(
        named,
        form=forms[0] if len(forms) == 1 else None,
        forms=forms,
        sources=_natural(folded, named.nutrient),
        doubt=named.doubt or doubt,
    )


def _salts(folded: str, element: str) -> tuple[str, ...]:
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for salt in load("salts")["salt"]:
        for stem in (stem for stem in salt["stems"] if stem in folded):
            for match in re.finditer(re.escape(stem), folded):
                if all(match.end() <= a or match.start() >= b for a, b in taken):
                    name = salt["name"]
                    found.append((match.start(), name if element in name else f"{element} {name}"))
                    taken.append(match.span())
    names = [name for _, name in sorted(found)]
    return tuple(dict.fromkeys([*names, *_natural(folded, element)]))


def _natural(folded: str, nutrient: str) -> tuple[str, ...]:
    return tuple(s for s in load("salts")["sources"].get(nutrient, []) if s in folded.replace("- ", "-"))


def _compound(head: str, element: str) -> str | None:
    """The salt for which a row is named, or None where it is named for the element itself."""
    salts = _salts(head, element)
    named_for = [s for s in salts if s.startswith(element) or s.endswith("phosphate")]
    if named_for:
        return named_for[0]
    if salts:
        return f"{salts[0]} {element}"  # its raw material, unless the percentage tells: "coral calcium"
    left = name_pattern().sub(" ", head)
    words = [w for w in re.findall(r"[a-zα-ω]{2,}", left) if w not in load("salts")["benign"]["words"]]
    return f"{element} {' '.join(words)}" if words else None


@cache
def salts_for(element: str) -> str:
    """The salts that are taken for the element's sake: of a phosphate the other half counts too."""
    salts = [salt for salt in load("salts")["salt"] if element in salt and "phosphate" not in salt["name"]]
    return "|".join(re.escape(stem) for salt in salts for stem in salt["stems"])
