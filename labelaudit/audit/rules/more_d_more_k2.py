"""more-d-more-k2: what the documents say of a high dose of D beside K2; context, never in the score."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, band, not_applicable, note
from labelaudit.audit.wording import figure
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    amount = case.vitamin_d() if case.has(Nutrient.VITAMIN_D) else None
    _, most = band(case.profile.points)
    if not amount or most is None:
        return not_applicable("No dose of vitamin D above the band.")
    daily = case.daily(Nutrient.VITAMIN_D, amount)
    if daily <= most:
        return not_applicable("The dose of vitamin D is not above the band.")
    return note(
        f"At {figure(daily)} IU of vitamin D a day, above {figure(most)} IU, proportionally more K2 may be "
        "warranted; no standard says how much."
    )


RULE = Rule(
    id="more-d-more-k2",
    statements=("G7",),
    title="More D, more K2",
    failure="More D, more K2",
    why="The documents expect K2 to matter more at higher doses of D, and give no figure for it.",
    applies="doses of vitamin D above the profile's band",
    needs=frozenset({Nutrient.VITAMIN_D}),
    also_needs="the directions, the profile",
    category="context",
    judge=_judge,
)
