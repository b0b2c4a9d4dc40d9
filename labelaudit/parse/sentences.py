"""Cut a label's running text into sentences, each knowing the lines that it was read from."""

import re

_ABBREVIATED = re.compile(
    r"approx|max|min|vit|serv|incl|excl|dr|no|ca|z|b|bzw|tgl|tägl|p|ej|s|a|m|i|e|u|j|aprox|env|eventl|ggf|vs|resp|np|tj",
    re.IGNORECASE,
)
_END = re.compile(r"([.!?。]+[\"'”’)\]]*|\s*[•●■▪;]\s*)")


def split_sentences(text: str) -> list[str]:
    """The sentences of one text; a point within a number or after an abbreviation ends none."""
    sentences: list[str] = []
    start = 0
    for mark in _END.finditer(text):
        if mark.group()[0] == "." and not _ends(text[start : mark.start()], text[mark.end() :]):
            continue
        sentences.append(text[start : mark.end()].strip())
        start = mark.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if re.search(r"\w", sentence)]


def _ends(before: str, after: str) -> bool:
    last = re.search(r"[^\W_]+$", before)
    word = last.group() if last else ""
    following = after.lstrip()
    if not following:
        return True
    if word.isdigit() and (
        after[:1].isdigit() or following[:1].islower() or following.startswith(("Tag", "Woche"))
    ):
        return False
    if _ABBREVIATED.fullmatch(word):
        return False
    # A lost blank ("daily.Do") still ends; "e.g.", "I.U." and "5.000" do not.
    return after[:1].isspace() or (len(word) > 2 and following[:1].isupper())
