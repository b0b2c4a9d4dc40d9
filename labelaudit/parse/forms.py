"""Read the forms of vitamins D and K out of folded text; a digit that is not plainly there is a doubt."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from labelaudit.parse.fold import KEPT

_D_WORDS = tuple(
    (re.compile(words), form)
    for words, form in (
        (r"cholecalciferol\w*|colecalciferol\w*|cholekalcyferol\w*|χοληκαλσιφερολ\w*|calciol\b", "D3"),
        (r"ergocalciferol\w*|ergokalcyferol\w*|εργοκαλσιφερολ\w*", "D2"),
        (r"calcifediol\w*|calcidiol\w*|25-oh\b|25-hydroxyvitamin|25-hydroxycholecalciferol", "calcifediol"),
        (r"calcitriol\w*", "calcitriol"),
        (r"alfacalcidol\w*|alphacalcidol\w*", "alfacalcidol"),
        (r"paricalcitol\w*", "paricalcitol"),
        (r"doxercalciferol\w*", "doxercalciferol"),
    )
)
_D_DIGIT = re.compile(r"(?<![a-z\d])[dδ]\s?-?\s?(?P<n>\d|[z?])(?![a-z\d])(?!\s+vitamin)")
"""Before the name in a second language stands a stroke, which reads as a 7."""
_D_DIGITS = re.compile(r"(?<![a-z\d])[dδ]-?[23]\d(?![\d.,]*\s?(?:i|u|m|μ|\d))")
"""A form with a footnote's figure glued to it: "Vitamin D31"."""
_LONG_WORD = re.compile(r"[a-z]{9,}")
_NEAR = {"cholecalciferol": "D3", "ergocalciferol": "D2"}

_JOINT = (
    r"(?:as|from|of|and|or|trans|vit(?:amin[ae]?s?)?|witamina|als|aus|und|comme|et|com[oe]|jako|plus|with)"
)
_JOINED_FORM = (
    r"mk\W?\s?\d|mena|phyllo|phyto|fito|filo|fillo|fyllo|k-?[12](?!\d)|d-?[23](?!\d)|c[ho]+lecal|ergocal"
)
_GLUED = re.compile(rf"(?P<before>{_JOINT}|(?<![^\W_])k[12])(?=(?:{_JOINED_FORM}))")
_UNCLOSED = re.compile(r"(?<=\()(?P<form>mk\s?-?\s?[47])[dijl|](?![^\W_])")
"""A bracket that reads as a letter: "(MK-7D"."""
_HYPHENED = re.compile(r"([a-z]{3,})-\s?([a-z]{3,})")
_WORD = re.compile(
    r"mena(?:qu?|k|ch)[iu]non|menatetr[ae]n|phyllo[qc]|phyton|phytom|[ck]h?ole[ck]al|ergo[ck]al"
)


@lru_cache(maxsize=KEPT)
def parted(folded: str) -> str:
    """The text with forms parted from what is glued to them, "asMK-7", and no hyphen inside their words."""

    def whole(match: re.Match[str]) -> str:
        word = match[1] + match[2]
        return word if _WORD.match(word) else match[0]

    closed = _UNCLOSED.sub(r"\g<form>)", _HYPHENED.sub(whole, folded))
    return _GLUED.sub(r"\g<before> ", closed)


_K1 = re.compile(r"(?<![a-zα-ω\d])[kκ]\s?-?\s?1(?![\d])")
_K1_WORD = re.compile(
    r"phylloquinon\w*|phyllochinon\w*|filoquinon\w*|fil+ochinon\w*|fyllo(?:qu|ch)inon\w*|"
    r"φυλλοκινον\w*|φυτομεναδιον\w*|"
    r"phytonadion\w*|phytomenadion\w*|fitomenadion\w*|fitonadion\w*"
)
_K2 = re.compile(r"(?<![a-zα-ω\d])[kκ]\s?-?\s?2(?![\d])")
_MK = re.compile(
    r"(?<![a-z])(?:mk|mena(?:qu?|k|ch)[iu]non\w*|menaquinon\w*|μενακινον\w*)\s?-?\s?(?P<n>\d{1,2}|[tz?il|])(?![a-z\d])"
)
_MENAQUINONE = re.compile(r"mena(?:qu?|k|ch)[iu]non\w*|menaquinon\w*|μενακινον\w*|(?<![a-z])mk(?![a-z])")
_MK4_WORD = re.compile(r"menatetr[ae]non\w*|menatetranon\w*")
_MK7_TRADE = re.compile(r"(?:mena\s?q\s?-?\s?7|vita\s?mk\s?7)(?:[80](?![\d.,]))?|k2\s?vital|gamma\s?k2")
"""A reader takes the mark of a registered name for a figure: "MenaQ78"."""
_K2_SLIP = re.compile(r"(?<![a-z\d])k\s?-?\s?[z?](?![a-z\d])")
_BREAKS_OFF = re.compile(
    r"\(\s*(?:(?:as|from|als|aus|comme|como|come|jako)\b\s*)?(?:mk|mena[a-z]*)?\s?-?\s*$"
)
_REAL_MK = {"4", "5", "6", "7", "8", "9", "10", "11", "12", "13"}

K_WORDS = (_MK7_TRADE, _MK, _MENAQUINONE, _MK4_WORD, _K1_WORD, _K1, _K2)
"""Everything that names a form of vitamin K."""

Forms = tuple[tuple[str, ...], str | None]


@lru_cache(maxsize=KEPT)
def read_d_forms(folded: str) -> Forms:
    """Forms of vitamin D in the order of the text, and what of them is in doubt."""
    folded = parted(folded)
    found: list[str] = []
    doubt = None
    rest = folded
    for pattern, form in reversed(_D_WORDS):  # the longer words first: doxercalciferol holds calciferol
        if pattern.search(rest):
            found.append(form)
            rest = pattern.sub(" ", rest)
    for match in _D_DIGIT.finditer(folded):
        if match["n"] in "23":
            found.append(f"D{match['n']}")
        else:
            doubt = "the digit behind D"
    if _D_DIGITS.search(folded):
        doubt = "the digit behind D"
    near = _near_word(rest)  # beside a figure too: "D2 (cholecalcferal)" contradicts itself
    if near:
        found.append(near)
    forms = tuple(dict.fromkeys(sorted(found)))
    if len(forms) > 1:
        doubt = doubt or "two forms of vitamin D in one row"
    return forms, doubt


def is_d_told_twice(folded: str) -> bool:
    """Whether the figure behind D and the word in the bracket name the same form: no slip makes both."""
    by_word, _ = read_d_forms(_D_DIGIT.sub(" ", folded))
    by_figure, _ = read_d_forms(re.sub(r"[a-zα-ω]{8,}", " ", folded))
    return len(by_word) == 1 and by_word == by_figure


def _near_word(folded: str) -> str | None:
    """A misspelt cholecalciferol or ergocalciferol, where its first letters tell them apart."""
    for token in _LONG_WORD.findall(folded):
        for word, form in _NEAR.items():
            other = next(w for w in _NEAR if w != word)
            score = fuzz.partial_ratio(token, word) if len(token) > len(word) else fuzz.ratio(token, word)
            if score >= 85 and score - fuzz.ratio(token, other) >= 10:
                return form
    return None


_NEAR_K = {
    "menaquinone": "menaquinone",
    "menachinon": "menaquinone",
    "menatetrenone": "menatetrenone",
    "phylloquinone": "phylloquinone",
    "phyllochinon": "phylloquinone",
    "phytonadione": "phytonadione",
    "phytomenadione": "phytonadione",
}
_ALIKE, _APART = 80, 8
"""How like a misspelt word is to its form's name, and how much liker than to another's, of 100."""


def mend_k(folded: str) -> str:
    """The text with misspelt names of forms mended where no other is near: "memaqusnone-7"."""

    def mend(match: re.Match[str]) -> str:
        token = match[0]
        if any(pattern.search(token) for pattern in (_MENAQUINONE, _MK4_WORD, _K1_WORD)):
            return token
        scores = {name: fuzz.ratio(token, name) for name in _NEAR_K}
        best = max(scores, key=lambda name: scores[name])
        rivals = [score for name, score in scores.items() if _NEAR_K[name] != _NEAR_K[best]]
        near = scores[best] >= _ALIKE and scores[best] - max(rivals) >= _APART
        return _NEAR_K[best] if near else token

    return re.sub(r"[a-z]{8,}", mend, folded)


def is_nearly_k1(word: str) -> bool:
    """Whether a word, too badly spelt to be mended, is K1's and far from a menaquinone: "ptryliochinan"."""
    k1 = max(fuzz.ratio(word, name) for name, kind in _NEAR_K.items() if kind.startswith("phy"))
    k2 = max(fuzz.ratio(word, name) for name, kind in _NEAR_K.items() if kind.startswith("mena"))
    return k1 >= _NEARLY and k1 - k2 >= _FAR


_NEARLY, _FAR = 65, 20
"""As `_ALIKE` and `_APART`, of a word beside a K1 that is plainly read."""


@lru_cache(maxsize=KEPT)
def read_k_forms(folded: str) -> Forms:
    """Forms of vitamin K, K1 first; "K2" stands only where no menaquinone is named by its number."""
    folded = mend_k(parted(folded))
    doubt = None
    forms: list[str] = []
    if _K1.search(folded) or _K1_WORD.search(folded):
        forms.append("K1")
    numbered: list[str] = []
    for match in _MK.finditer(folded):
        if match["n"] in _REAL_MK:
            numbered.append(f"MK-{match['n']}")
        elif match["n"][1:] != "1" or f"MK-{match['n'][0]}" not in numbered:
            doubt = "the number of the menaquinone"  # but in "menaquinone-7 [MK-71" a bracket became a 1
    if _MK4_WORD.search(folded):
        numbered.append("MK-4")
    if _MK7_TRADE.search(folded):
        numbered.append("MK-7")
    forms.extend(dict.fromkeys(numbered))
    if not numbered:
        if _K2.search(folded) or _MENAQUINONE.search(folded):
            forms.append("K2")
            if _BREAKS_OFF.search(folded):
                doubt = doubt or "the form that its bracket breaks off before"
        elif _K2_SLIP.search(folded):
            doubt = doubt or "the digit behind K"
    return tuple(forms), doubt
