"""What the name of a row says, as the parser's steps hand it on."""

from dataclasses import dataclass

from labelaudit.model.label import Nutrient


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
