"""Read a row's name: nutrient, form and salt; a form's digit is read or doubted, never guessed."""

import re
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from labelaudit.parse.detail import complete, salts_for
from labelaudit.parse.fold import KEPT, fold, is_greek, look_alike
from labelaudit.parse.forms import parted, read_d_forms, read_k_forms
from labelaudit.parse.leftover import is_understood
from labelaudit.parse.named import AS, LETTER, Named
from labelaudit.parse.nametable import mend_twins, name_pattern, names, names_of
from labelaudit.parse.vitaminword import (
    CODE,
    CODES,
    GREEK,
    NEAR_VITAMIN,
    TORN,
    VITAMIN_LIKE,
    is_near_vitamin,
    lettered,
    mend_vitamin,
    vitamin_words,
)

_CONNECTOR = re.compile(
    r"[(:]|,(?=\s)|\d|\b(?:as|from|of|als|aus|comme|sous forme|de source|en tant que|como|come|da|uit|jako|z|"
    r"w postaci|ω[σς])\b"
)


_LEAD_IN = re.compile(r"^[^(]*\)\s*:\s*")
"""The end of what stands before a list: "(3 | gummies): Vitamin D"."""


_GLUED_LETTER = re.compile(r"(?<=itamin)(?=[AE]\b)")


@lru_cache(maxsize=KEPT)
def read_name(text: str) -> Named | None:
    """Read a row's name; None where it names nothing of the lexicon."""
    text = _GLUED_LETTER.sub(" ", text)  # "VitaminA" is no "Vitamina"
    folded = parted(mend_vitamin(mend_twins(_LEAD_IN.sub("", fold(text)))))
    head, detail = _split(folded)
    named = _vitamin(head) or _listed(head)
    if named is None and not head.strip(" .-*"):
        named = _vitamin(detail) or _listed(detail)
    if named is None:
        named = _bare_form(folded) or _listed_near(head) or _greek(head) or _told_again(head, detail)
        named = named or _told_by_form(head, detail) or _told_by_salt(detail)
    if named is None:
        return None
    named = complete(named, folded, head)
    if named.nutrient != "vitamin_k" or named.doubt is not None:
        return named
    if _contradicts_itself(folded):
        return replace(named, doubt="the form")
    # "Vtamin 2 (as menaquinone-7)": the letter was lost, and its figure says nothing else.
    digit = "" if "K1" in named.forms else r"(?:\s?2\b)?"
    told = folded if named.exact else re.sub(rf"[^\W\d_]+{digit}", "", folded, count=1)
    return named if is_understood(told, named.forms) else replace(named, doubt="part of the name")


_SPECIFIED = re.compile(rf"(?<![^\W_])k\s?-?\s?(?P<n>[12])\s?(?:[(\[:]|{AS}\b)(?P<rest>.*)")
_JOINS = re.compile(r"\W*(?:&|\+|(?:and|und|plus|with|mit|et|con|com|met)\b)")


def _contradicts_itself(folded: str) -> bool:
    """Whether the figure behind K and the word for it are of two forms: "vitamin K1 (as menaquinone-7)"."""
    told = _SPECIFIED.search(folded)
    if told is None or _JOINS.match(told["rest"]):
        return False
    forms, _ = read_k_forms(told["rest"])
    return bool(forms) and all((form == "K1") is (told["n"] == "2") for form in forms)


_NO_NAME = re.compile(r"mc?g|iu|from|als|aus|comme|como|come|jako|and|und|with|the")


def is_no_name(word: str) -> bool:
    """Whether a folded word names nothing by itself: "vitamin" without its letter, a unit, "from"."""
    return re.fullmatch(vitamin_words(), word) is not None or (
        is_near_vitamin(word) or _NO_NAME.fullmatch(word) is not None
    )


@lru_cache(maxsize=KEPT)
def mentions(text: str) -> tuple[int, ...]:
    """Where in a running text nutrients are named, from left to right; any nutrient of the lexicon."""
    folded = fold(text)
    found = {m.start() for m in lettered().finditer(folded)}
    found |= {m.start("n") for m in name_pattern().finditer(folded)}
    near = {m.start(1) for m in VITAMIN_LIKE.finditer(folded) if is_near_vitamin(m[1])}
    inside = {m.end() for m in re.finditer(vitamin_words(), folded)}
    return tuple(sorted((found | near) - inside))


def names_nutrient(text: str, nutrient: str) -> bool:
    """Whether a text mentions the nutrient anywhere, by a name or its letter."""
    return nutrient in named_in(text)


@lru_cache(maxsize=KEPT)
def named_in(text: str) -> frozenset[str | None]:
    """Every nutrient that a text mentions, by a name or its letter."""
    folded = mend_vitamin(mend_twins(fold(text)))
    listed = {names().get(_BLANK.sub(" ", m["n"])) for m in name_pattern().finditer(folded)}
    return frozenset(listed | {CODES.get(m["letter"].translate(GREEK)) for m in lettered().finditer(folded)})


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{vitamin_words()}\s?)?{CODE}")


def _split(folded: str) -> tuple[str, str]:
    """Cut a name where its bracket or its `as` begins; a letter's digit (D3, B12) belongs to the head."""
    lead = _lead().match(folded)
    listed = name_pattern().match(folded)
    start = lead.end() if lead else listed.end("n") if listed else 0  # "vitaMK7" is a name with its figure
    cut = _CONNECTOR.search(folded, start)
    return (folded[: cut.start()], folded[cut.start() :]) if cut else (folded, "")


_BLANK = re.compile(r"\s")


def _vitamin(head: str) -> Named | None:
    match = lettered(r"\b").search(head)
    if match is None or match[0] in TORN:
        return None
    letter, digit = match["letter"].translate(GREEK), match["digit"] or ""
    if letter == "0":
        # D read as 0; B reads as 8, so that nothing else is near, but a guess stays a doubt.
        return Named(
            "vitamin_d", exact=False, doubt=LETTER if digit in ("2", "3") else "the vitamin's letter"
        )
    if letter == "b":
        code = f"b{digit}"
        return Named(CODES.get(code, "vitamin_b"), exact=code in CODES)
    return Named(CODES[letter])


_FORM_ALONE = re.compile(
    r"\W*(?:(?:as|from|of which|davon|dont|als)\W+)?(?:(?:all\W?)?trans\W+)?"
    r"(?:(?P<d>d\s?-?\s?[23])|(?P<k>k\s?-?\s?[12]|mk\s?-?\s?\d{1,2}))(?![a-z\d])"
)


def _bare_form(head: str) -> Named | None:
    """A row named for a form alone: D3, K2, MK-7; or for the part of a total: (as K1)."""
    match = _FORM_ALONE.match(head)
    if match is not None:
        return Named("vitamin_d" if match["d"] else "vitamin_k")
    letter = re.match(r"\W*(?P<letter>[dk])\s?(?=[(\[])", head)
    if letter is None:
        return None
    # Its "vitamin" was lost: "K (K1 & K2 menaquinone-7)".
    forms, _ = (read_d_forms if letter["letter"] == "d" else read_k_forms)(head)
    return Named(f"vitamin_{letter['letter']}", exact=False) if forms else None


def _listed(text: str) -> Named | None:
    match = name_pattern().search(text)
    if match is None:
        return None
    name = _BLANK.sub(" ", match["n"])
    nutrient = names().get(name) or next(
        id_ for known, id_ in names().items() if known.replace(" ", "") == name.replace(" ", "")
    )
    return Named(nutrient)


def _listed_near(head: str) -> Named | None:
    """A name one or two letters off, if no other nutrient's name is nearly as near."""
    tokens = [t for t in re.findall(r"[a-zα-ω]+", head) if len(t) >= 5]
    if not tokens:
        return None
    near = [
        hit
        for text in {tokens[0], " ".join(tokens[:2])}
        for hit in process.extract(text, _long_names(), scorer=fuzz.ratio, limit=6)
    ]
    best_name, best, _ = max(near, key=lambda hit: hit[1])
    nutrient = names()[best_name]
    rival = max((score for name, score, _ in near if names()[name] != nutrient), default=0.0)
    rival = max(rival, fuzz.ratio(tokens[0], "vitamin"))  # "Vtamin 2" is no thiamin
    if best < 82 or best - rival < 8:
        return None
    return Named(nutrient, exact=False)


@cache
def _long_names() -> list[str]:
    return [name for name in names() if len(name) >= 5 and name.replace(" ", "").isalpha()]


def _told_again(head: str, detail: str) -> Named | None:
    """A short name one letter off whose salt names it again: "WAPÚ (glukonian wapnia)"."""
    again = _listed(detail)
    word = re.match(r"\W*([^\W\d_]{3,})\W*$", head)
    if again is None or word is None:
        return None
    near = any(fuzz.ratio(word[1], name) >= NEAR_VITAMIN for name in names_of(again.nutrient))
    return replace(again, exact=False) if near else None


def _told_by_form(head: str, detail: str) -> Named | None:
    """A vitamin whose letter was not read and whose form was: "Vitamn 2 (menaquinone-7)".

    Where the letter and the form agree, less of the word has to be there: "tanin D (as cholecalciferol)".
    """
    word = re.match(r"\W*([a-z]{4,9})\b(?:\W{0,2}([dk])\b)?", head)
    told = [v for v, read in (("vitamin_d", read_d_forms), ("vitamin_k", read_k_forms)) if read(detail)[0]]
    if word is None or len(told) != 1:
        return None
    agrees = word[2] is not None and told[0].endswith(word[2])
    near = agrees and fuzz.ratio(word[1], "vitamin") >= _NEAR_TOLD_TWICE
    return Named(told[0], exact=False) if near or is_near_vitamin(word[1]) else None


def _told_by_salt(detail: str) -> Named | None:
    """A mineral whose name was not read and whose salt was: "(kum (as Calcum Carbonate)"; its % must fit."""
    told = {
        element
        for element in ("calcium", "magnesium")
        for match in re.finditer(rf"([a-z]{{5,11}})\W+(?:{salts_for(element)})", detail)
        if fuzz.ratio(match[1], element) >= _NEAR_ELEMENT
    }
    return Named(told.pop(), exact=False) if len(told) == 1 else None


_NEAR_ELEMENT = 85
_NEAR_TOLD_TWICE = 60
"""As `NEAR_VITAMIN`, where the vitamin's letter and its form name the same."""


def _greek(head: str) -> Named | None:
    """A Greek name that came back in a mixture of alphabets: near enough, letter shape by letter shape."""
    shape = look_alike(head)
    vitamin = re.match(rf"\W*([a-z]{{5,10}})\s?{CODE}", shape)
    if (
        vitamin
        and vitamin[0].strip() not in TORN
        and fuzz.ratio(vitamin[1], look_alike("βιταμινη")) >= _NEAR_GREEK
    ):
        named = _vitamin(f"vitamin {vitamin['letter']}{vitamin['digit'] or ''}")
        return replace(named, exact=False) if named else None
    token = re.match(r"\W*([a-z]{6,})", shape)
    if token is None:
        return None
    shapes = _greek_shapes()
    near = process.extract(token[1], list(shapes), scorer=fuzz.ratio, limit=4)
    best, score, _ = near[0]
    rival = max((s for name, s, _ in near if shapes[name] != shapes[best]), default=0.0)
    return Named(shapes[best], exact=False) if score >= _NEAR_GREEK and score - rival >= 8 else None


@cache
def _greek_shapes() -> dict[str, str]:
    return {look_alike(name): id_ for name, id_ in names().items() if is_greek(name)}


_NEAR_GREEK = 72
