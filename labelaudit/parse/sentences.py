"""Cut a label's lines into sentences, each with the lines that it was read from and its part of the label."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from labelaudit.model.label import Evidence
from labelaudit.parse.line import Line
from labelaudit.parse.wording import fold_wording

_ABBREVIATED = re.compile(
    r"approx|max|min|oz|fl|vit|serv|incl|excl|dr|no|ca|z|b|bzw|tgl|tägl|p|ej|s|a|m|i|e|u|j|aprox|env|eventl|ggf|vs|resp|np|tj",
    re.IGNORECASE,
)
_END = re.compile(r"([.!?。]+[\"'”’)\]]*|\s*[•●■▪;]\s*)")
_HYPHENATED = re.compile(r"[^\W\d_]{2}[-\u00ad]$")
_GOES_ON = re.compile(
    r"([,/&(+\-–]|\b(and|or|the|of|with|a|any|und|oder|mit|et|ou|de|y|o|e|i|lub|of|en|na|w|z|και|ή))$"
)
_GAP_IN_LINES = 1.5
"""Of a line's height: more white than that and a new block begins."""


@dataclass(frozen=True)
class Sentence:
    """A sentence; `part` names the heading that it stands under ("directions" ...), "" for none.

    `block` numbers the run of lines that it belongs to.
    """

    text: str
    part: str
    block: int
    evidence: tuple[Evidence, ...]


def split_sentences(text: str) -> list[str]:
    """The sentences of one text; a point within a number or after an abbreviation ends none."""
    return [text[start:end].strip() for start, end in _spans(text)]


def find_sentences(lines: Sequence[Line], *, headings: Mapping[str, re.Pattern[str]]) -> list[Sentence]:
    """The sentences of lines in reading order, joined where they run on.

    `headings` has a pattern on folded text for each part of a label; a heading opens its part,
    which reaches to the next heading or the end of the block.
    """
    sentences: list[Sentence] = []
    for number, (part, run) in enumerate(_runs(lines, headings)):
        text, starts = "", []
        for piece, line in run:
            if _HYPHENATED.search(text) and piece[:1].islower():
                text = text[:-1]
            elif text:
                text += " "
            starts.append((len(text), line))
            text += piece
        for start, end in _spans(text):
            ends = [place for place, _ in starts[1:]] + [len(text)]
            own = [
                line.evidence
                for (at, line), stop in zip(starts, ends, strict=True)
                if at < end and stop > start
            ]
            sentences.append(Sentence(text[start:end].strip(), part, number, tuple(dict.fromkeys(own))))
    return sentences


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for mark in _END.finditer(text):
        if mark.group()[0] == "." and not _ends(text[start : mark.start()], text[mark.end() :]):
            continue
        spans.append((start, mark.end()))
        start = mark.end()
    spans.append((start, len(text)))
    return [(start, end) for start, end in spans if re.search(r"\w", text[start:end])]


def _ends(before: str, after: str) -> bool:
    last = re.search(r"[^\W_]+$", before) or re.search(r"\d+(?=\s$)", before)
    word = last.group() if last else ""
    following = after.lstrip()
    if not following:
        return True
    if word[-1:].isdecimal() and (
        after[:1].isdecimal() or following[:1].islower() or following.startswith(("Tag", "Woche"))
    ):
        return False
    if _ABBREVIATED.fullmatch(word):
        return False
    # A lost blank ("daily.Do") still ends; "e.g.", "I.U." and "5.000" do not.
    return after[:1].isspace() or (len(word) > 2 and following[:1].isupper())


Run = list[tuple[str, Line]]


def _runs(lines: Sequence[Line], headings: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[str, Run]]:
    """Runs of lines that read on, each with the part of the label that it is in."""
    part, run = "", Run()
    for line in lines:
        before = run[-1] if run else None
        if before is not None and _is_apart(before[1].evidence, line.evidence):
            yield part, run
            part, run, before = "", [], None
        for piece, heading in _pieces(line.text, headings):
            if run and (heading or (not part and before and _starts_anew(before[0], piece))):
                yield part, run
                run = []
            part = heading or part
            run.append((piece, line))
            before = None
    if run:
        yield part, run


def _pieces(text: str, headings: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """The line cut before each heading, with the heading's part ("" where none opens the piece)."""
    text = " ".join(text.split())
    starts = [0, *(mark.end() for mark in re.finditer(r"[.!?;•|]\s*|\s(?=[^\W\d_][^.!?:]{3,40}:)", text))]
    cuts: list[tuple[int, str]] = []
    inside = 0
    for start in sorted(starts):
        part, end = _heading(text[start:], headings)
        if part and start >= inside:
            cuts.append((start, part))
            inside = start + end
    if not cuts or cuts[0][0] > 0:
        cuts.insert(0, (0, ""))
    for (start, part), (end, _) in zip(cuts, [*cuts[1:], (len(text), "")], strict=True):
        if text[start:end].strip():
            yield text[start:end].strip(), part


def _heading(text: str, headings: Mapping[str, re.Pattern[str]]) -> tuple[str, int]:
    """The part that a heading at the text's start opens, and the heading's length; "" for none."""
    if not text[:1].isupper():
        return "", 0
    folded = fold_wording(text[:60])
    longest, part = 0, ""
    for name, pattern in headings.items():
        match = pattern.match(folded)
        if match and match.end() > longest and _closes(text, folded, match.end()):
            longest, part = match.end(), name
    return part, longest


def _closes(text: str, folded: str, end: int) -> bool:
    """A heading ends in a colon, at the line's end, in capitals, or before a capital or a figure."""
    rest = folded[end:].lstrip()
    if not rest or rest[0] in ":-(/[":
        return True
    head = text[:end]
    after = text[end:].lstrip()
    return len(fold_wording(head)) == end and (head.isupper() or after[:1].isupper() or after[:1].isdecimal())


def _is_apart(before: Evidence, after: Evidence) -> bool:
    """Whether white space or a page lies between two lines."""
    if before.page != after.page:
        return True
    (left, top, right, bottom), (left_, top_, right_, bottom_) = before.box, after.box
    height = max(bottom - top, bottom_ - top_)
    beside = top_ < bottom and top < bottom_
    if beside:
        return False
    return top_ < top or top_ - bottom > _GAP_IN_LINES * height or left_ > right or left > right_


def _starts_anew(before: str, after: str) -> bool:
    """Whether a line outside any part begins something else: no prose runs into it."""
    if _GOES_ON.search(before.casefold()) or (before.isupper() and after.isupper()) or after[:1].islower():
        return False
    prose = sum(word[:1].islower() for word in before.split()) >= 2
    return not prose or bool(re.search(r"[.!?:]$", before))
