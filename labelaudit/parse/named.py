"""What the name of a row says, as the parser's steps hand it on."""

from dataclasses import dataclass

from labelaudit.model.label import Nutrient

AS = r"(?:as|from|als|aus|comme|como|come|jako|ω[σς])"
"""Folded words that lead from a nutrient to what it is told as, or is made from."""
OF_WHICH = r"(?:of which|thereof|incl\w*|davon|dont|de los|di cui|waarvan|w tym|dos)"
"""Folded words that lead from a total to its part."""


@dataclass(frozen=True)
class Named:
    """What a row's name says.

    `nutrient` is an id of lexicon/nutrients.toml ("vitamin_d", "zinc" ...). `exact` is False where
    the name was recognised by a near spelling. `compound` is set where the row is named for a salt
    and not for the element ("calcium carbonate"). `doubt` says what could not be read for sure.
    """

    nutrient: str
    exact: bool = True
    form: str | None = None
    forms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    compound: str | None = None
    doubt: str | None = None

    @property
    def ours(self) -> bool:
        """Whether it is one of the four."""
        return self.nutrient in OURS


LETTER = "the letter of the vitamin"
"""The doubt of "vitamin 03": the figure behind it and the amount's own percentage can settle it."""
OURS = frozenset(n.value for n in Nutrient)
"""The four."""
