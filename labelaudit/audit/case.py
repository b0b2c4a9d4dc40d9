"""One reading of a label with nothing left to choose: what it declares and what that comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from labelaudit.audit.content import Content
from labelaudit.audit.doubt import Open, Undecided
from labelaudit.audit.reading import Amount, Part
from labelaudit.audit.taking import Share, Taking, per_day, per_intake
from labelaudit.audit.wording import figure
from labelaudit.model.audit import Reason
from labelaudit.model.guidance import Guidance, Profile
from labelaudit.model.label import Declared, Label, Nutrient

IN_IU = frozenset({"D3", "D2", ""})
"""The forms of vitamin D that the figures in IU are about; "" is the form not stated."""


def is_k2(form: str) -> bool:
    """Whether the form is a menaquinone, or K2 as such."""
    return form == "K2" or form.startswith("MK-")


def settled(value: Amount) -> Fraction | None:
    """The amount, or None where the label does not state it; raises Undecided where it is open."""
    if isinstance(value, Open):
        raise Undecided(value)
    return value


@dataclass(frozen=True)
class Case:
    """What a rule is handed; a method raises Undecided where the label leaves its answer open.

    `contents` holds the nutrients that the rule declares as its needs, and no others.
    """

    label: Label
    guidance: Guidance
    profile: Profile
    taking: Taking
    contents: Mapping[Nutrient, Content] = field(hash=False)
    _factors: dict[tuple[Nutrient, Share], Fraction] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def forms(self, nutrient: Nutrient) -> frozenset[str]:
        """Every form declared; "" for a row that states none."""
        found: set[str] = set()
        for part in self.contents[nutrient].parts:
            if isinstance(part.forms, Open):
                raise Undecided(part.forms)
            found.update(part.forms or ("",))
        return frozenset(found)

    def has(self, nutrient: Nutrient) -> bool:
        """Whether any of it is declared."""
        content = self.contents[nutrient]
        if any(_is_there(part) for part in content.parts):
            return True
        for part in content.parts:
            settled(part.amount)
        if content.unseen and getattr(self.label.declares, nutrient.value) is Declared.UNKNOWN:
            raise Undecided(content.unseen)
        return False

    def has_k2(self) -> bool:
        """Whether a menaquinone, or K2 as such, is declared."""
        content = self.contents[Nutrient.VITAMIN_K]
        if any(_is_there(part) and _of_k2(part) for part in content.parts):
            return True
        for part in content.parts:
            if isinstance(part.forms, Open):
                raise Undecided(part.forms)
            if _of_k2(part):
                settled(part.amount)
        if content.unseen:
            raise Undecided(content.unseen)
        return False

    def k2_forms(self) -> frozenset[str]:
        """The menaquinones declared; "K2" where none is named."""
        return frozenset(filter(is_k2, self.forms(Nutrient.VITAMIN_K)))

    def has_calcium(self) -> bool:
        """Whether there is enough of it a day to count as calcium."""
        return self.reaches(Nutrient.CALCIUM, self.guidance.thresholds.calcium_mg.value)

    def has_magnesium(self) -> bool:
        """Whether the label states enough of it a day to count as magnesium."""
        parts = self.contents[Nutrient.MAGNESIUM].parts
        if all(part.amount is None for part in parts) and parts:
            return False
        return self.reaches(Nutrient.MAGNESIUM, self.guidance.thresholds.magnesium_mg.value)

    def reaches(self, nutrient: Nutrient, least: Decimal, *, by_estimate: bool = True) -> bool:
        """Whether the mineral's daily amount is `least` or more.

        A salt weighs more than its element, so that its weight may rule that out; what its formula gives
        counts as known only where `by_estimate` allows.
        """
        if not self.has(nutrient):
            return False
        low = high = Fraction(0)
        left: Open | None = None
        bounded = True
        for part in self.contents[nutrient].parts:
            known = part.amount
            if isinstance(known, Open) and by_estimate:
                known = part.estimate or known
            if isinstance(known, Fraction):
                low, high = low + known, high + known
            else:
                left = known or Open(
                    Reason.AMBIGUOUS, f"the label does not state how much {nutrient} it holds"
                )
                bounded, high = bounded and part.most is not None, high + (part.most or 0)
        if low and self.daily(nutrient, low) >= least:
            return True
        if bounded and self.daily(nutrient, high) < least:
            return False
        raise Undecided(left) if left else AssertionError("an amount is known or open")

    def vitamin_d(self) -> Fraction | None:
        """IU of D3, D2 and vitamin D of no stated form together, as the column gives them."""
        parts = self.contents[Nutrient.VITAMIN_D].parts
        return _total(p.amount for p in parts if isinstance(p.forms, Open) or IN_IU & set(p.forms or ("",)))

    def k2(self) -> Fraction | None:
        """Mcg of MK-7, else of the other and unstated forms, as the column gives them; MK-4 is set aside."""
        self.forms(Nutrient.VITAMIN_K)
        rows = [part for part in self.contents[Nutrient.VITAMIN_K].parts if _of_k2(part)]
        rows = [part for part in rows if part.forms != ("MK-4",)]
        mk7 = [part for part in rows if "MK-7" in part.forms_named()]
        alone = [part for part in mk7 if part.forms == ("MK-7",)]
        return _total(
            part.amount if all(is_k2(form) and form != "MK-4" for form in part.forms_named()) else None
            for part in alone or mk7 or rows
        )

    def mineral(self, nutrient: Nutrient) -> Fraction | None:
        """Mg of the element, as the column gives it."""
        return _total(part.amount for part in self.contents[nutrient].parts)

    def daily(self, nutrient: Nutrient, amount: Fraction) -> Fraction:
        """The day's amount."""
        share = self._factor(nutrient, per_day)
        return amount if share == 1 else amount * share

    def intake(self, nutrient: Nutrient, amount: Fraction) -> Fraction:
        """One intake's amount."""
        return amount * self._factor(nutrient, per_intake)

    def ratio(self, first: tuple[Nutrient, Fraction], second: tuple[Nutrient, Fraction]) -> Fraction:
        """First by second: within one column where it has both, else by the day's amounts."""
        if self.contents[first[0]].basis == self.contents[second[0]].basis:
            return first[1] / second[1]
        return self.daily(*first) / self.daily(*second)

    def day(self, nutrient: Nutrient, amount: Fraction, unit: str) -> str:
        """The day's amount with the arithmetic that leads to it, and what that rests on."""
        share = self._factor(nutrient, per_day)
        text = f"{figure(amount * share)} {unit} a day"
        if share > 1:
            text = f"{figure(amount)} {unit} × {figure(share)} = {text}"
        elif share < 1:
            text = f"{figure(amount)} {unit} ÷ {figure(1 / share)} = {text}"
        basis = self.contents[nutrient].basis
        if self.label.regimen.source != "assumed" or basis is None or basis.kind == "day":
            return text
        if self.label.seen.directions:
            return f"{text} (assumed once a day: the directions do not say)"
        often = "twice" if self.taking.supposed == 2 else "once"
        return f"{text} if taken {often} a day (the directions are not in the picture)"

    def _factor(self, nutrient: Nutrient, share: Share) -> Fraction:
        known = self._factors.get((nutrient, share))
        if known is not None:
            return known
        found = share(self.contents[nutrient].basis, self.taking, self.label)
        if isinstance(found, Open):
            raise Undecided(found)
        self._factors[nutrient, share] = found
        return found


def _is_there(part: Part) -> bool:
    """Whether the row surely stands on the label, whatever its amount."""
    return not (isinstance(part.amount, Open) and part.amount.reason is Reason.DOUBTFUL)


def _of_k2(part: Part) -> bool:
    return any(map(is_k2, part.forms_named()))


def _total(amounts: Iterable[Amount]) -> Fraction | None:
    """The sum; None where the label does not state one of them."""
    known = [settled(amount) for amount in amounts]
    return None if None in known else sum((amount for amount in known if amount is not None), Fraction(0))
