"""The rows' votes for the table of reference amounts that their panel uses."""

from collections.abc import Sequence

from labelaudit.parse.amounts import group_columns
from labelaudit.parse.joining import Row
from labelaudit.parse.references import Vote


def votes_of(rows: Sequence[Row]) -> list[Vote]:
    """Every row that names a known nutrient with an amount and a percentage; the percentage's own column."""
    votes = []
    for row in rows:
        if row.named is None:
            continue
        for column in group_columns(row.cells, nutrient=row.named.nutrient):
            quantity, percent = column.amount.quantity, column.percent
            if percent is None or quantity.unit is None or percent.quantity.qualifier:
                continue
            votes.append(
                Vote(row.named.nutrient, quantity.values[0], quantity.unit, percent.quantity.values[0])
            )
    return votes
