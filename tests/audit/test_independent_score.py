"""The score worked out a second time, from the table of points alone, on random labels."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from labelaudit.audit.guidance import load
from labelaudit.audit.registry import RULES
from labelaudit.audit.runner import judge
from labelaudit.model.label import Basis, Fact
from tests.audit.labels import ca, d, k, label, mg, said

GUIDANCE = load()
UNWEIGHED = tuple(rule.id for rule in RULES.values() if rule.category in ("quality", "context"))


def line(x: Fraction, *points: tuple[float, float]) -> Fraction:
    """The score at x between points."""
    known = [(Fraction(str(a)), Fraction(str(b))) for a, b in points]
    for (x0, y0), (x1, y1) in pairwise(known):
        if x0 <= x <= x1:
            return y0 + (x - x0) * (y1 - y0) / (x1 - x0)
    return known[0][1] if x < known[0][0] else known[-1][1]


def second_score(
    iu: int,
    d_form: str,
    mcg: int,
    k_form: str,
    calcium: int,
    magnesium: int,
    says: tuple[str, ...],
    times: int,
) -> int | None:
    """A day's figures to a score; nothing of the program is used."""
    k2, k1 = k_form not in ("K1", ""), k_form in ("K1", "")
    has_d, has_k, has_k2 = iu > 0, mcg > 0, mcg > 0 and k2
    has_ca, has_mg = calcium >= 120, magnesium >= 56
    parts: list[tuple[int, Fraction | float]] = []
    if has_k2:
        parts.append((15, k_form != "K2"))
        if k_form != "K2":
            parts.append((3, 1 if k_form == "MK-7" else Fraction(1, 2)))
        if k_form != "MK-4":
            parts.append((10, line(Fraction(mcg), (45, 0), (90, 1), (200, 1), (400, 0.5))))
            if has_ca:
                ratio = line(Fraction(500 * mcg, calcium), (50, 0), (100, 1), (180, 1), (360, 0.5))
                parts.append((15, max(ratio, Fraction(not 250 <= calcium <= 1000, 2))))
        parts.append((2, "with_fat" in says))
    if has_d:
        parts.append((5, {"D3": 1, "": Fraction(1, 2), "D2": 0}[d_form]))
        parts.append((15, line(Fraction(iu), (300, 0), (600, 1), (2000, 1), (5000, 0))))
        parts.append((5, 1 if has_mg else Fraction(magnesium > 0, 2)))
        if not has_ca:
            parts.append((20, has_k2))
    if has_ca:
        parts.append((20, has_k2))
        parts.append((5, line(Fraction(calcium, times), (600, 1), (1200, 0))))
        if calcium > 1500:
            parts.append((2, line(Fraction(calcium), (1500, 1), (3000, 0))))
        if has_mg and calcium <= 700:
            parts.append((3, line(Fraction(calcium, magnesium), (0.75, 0), (1.5, 1), (2.5, 1), (5, 0))))
    if has_k or (mcg > 0 and k1):
        parts.append((5, 1 if "anticoagulant" in says else Fraction("medicines" in says, 2)))
    if not (has_d or has_k or has_ca):
        return None
    mean = sum(weight * Fraction(score) for weight, score in parts) / sum(weight for weight, _ in parts)
    return int(mean * 100 + Fraction(1, 2))


def test_a_second_computation_of_the_score_agrees_on_ten_thousand_random_labels() -> None:
    draw = random.Random(20261121)
    for _ in range(10_000):
        iu = draw.choice([0, 0, 200, 450, 600, 1000, 2000, 2500, 4000, 5000, 10000, draw.randint(1, 6000)])
        mcg = draw.choice([0, 0, 10, 45, 75, 90, 100, 180, 200, 300, 500, draw.randint(1, 400)])
        calcium = draw.choice(
            [0, 0, 100, 120, 210, 250, 500, 600, 700, 1000, 1200, 2000, draw.randint(1, 3200)]
        )
        magnesium = draw.choice([0, 0, 20, 56, 100, 250, 400, draw.randint(1, 500)])
        d_form, k_form = draw.choice(["D3", "D2", ""]), draw.choice(["MK-7", "MK-4", "MK-9", "K2", "K1", ""])
        says = tuple(kind for kind in ("anticoagulant", "medicines", "with_fat") if draw.random() < 0.5)
        times = draw.choice([1, 2, 3])
        rows: list[Fact] = []
        rows += [d(iu, d_form or None)] if iu else []
        rows += [k(mcg, k_form or None)] if mcg else []
        rows += [ca(calcium)] if calcium else []
        rows += [mg(magnesium)] if magnesium else []
        draw.shuffle(rows)
        # The panel's serving is `times` units, of which one is taken `times` times a day.
        facts = [
            row.model_copy(update={"basis": Basis(kind="serving", units=Decimal(times))}) for row in rows
        ]
        product = label(*facts, statements=said(*says), times=(times, times))
        score = judge(product, guidance=GUIDANCE, skip=UNWEIGHED, advise=False).score
        again = second_score(iu, d_form, mcg, k_form, calcium, magnesium, says, times)
        assert (score and score.value) == again, (rows, says, times)
