"""Every rule against figures worked out by hand: inside, at, between, outside, absent, unknown."""

from decimal import Decimal
from fractions import Fraction

import pytest

from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.model.amount import Unit
from labelaudit.model.audit import Outcome, Reason
from labelaudit.model.label import Basis, Label, Serving
from tests.audit.labels import DAY, ca, d, doubtful, k, label, mg, said

GUIDANCE = load()
PER_100_G = Basis(kind="100g", units=Decimal(100))
DROP = Basis(kind="drop", units=Decimal(1))
BLEND: dict[str, object] = {"qualifier": "blend"}
ONE_TWO = (1.0, 2.0)
UNSEEN: dict[str, object] = {"source": "assumed", "directions": False}

Expected = float | Fraction | str
Row = tuple[str, Label, Expected]
"""Why, the label, and the score; "n/a"; or the reason of a review."""

K2_FORM: list[Row] = [
    ("MK-7 named", label(k(100)), 1),
    ("MK-4 named", label(k(5000, "MK-4")), 1),
    ("MK-9 named", label(k(50, "MK-9")), 1),
    ("a trade name says it", label(k(100, "K2", sources=("MenaQ7",))), 1),
    ("not stated", label(k(100, "K2")), 0),
    ("K1 is no K2", label(k(100, "K1")), "n/a"),
    ("bare vitamin K is no K2", label(k(100, None)), "n/a"),
    ("K1 and MK-7 in one amount", label(k(120, None, forms=("K1", "MK-7"))), 1),
    ("K1 and K2 in one amount", label(k(120, None, forms=("K1", "K2"))), 0),
    ("declared as 0", label(k(0)), "n/a"),
    ("no vitamin K", label(d(1000)), "n/a"),
    ("MK-4 or MK-7: named either way", label(doubtful(k(100), forms=("MK-4",))), 1),
    ("K1 or K2: applies or not", label(doubtful(k(100, "K1"), forms=("K2",))), "doubtful"),
    ("doubtful without another reading", label(doubtful(k(100))), "doubtful"),
    ("an unread row of a whole panel", label(d(1000), vitamin_k2="unknown", vitamin_k="unknown"), "doubtful"),
    ("a panel cut off", label(d(1000), view="cut"), "not_shown"),
    ("bare vitamin K in a panel cut off", label(k(100, None), view="cut"), "not_shown"),
]
K2_MK7: list[Row] = [
    ("MK-7", label(k(100)), 1),
    ("MK-7 among others", label(k(100), k(500, "MK-4")), 1),
    ("MK-4 alone", label(k(5000, "MK-4")), 0.5),
    ("MK-9 alone", label(k(50, "MK-9")), 0.5),
    ("form not stated", label(k(100, "K2")), "n/a"),
    ("no K2", label(k(80, "K1")), "n/a"),
    ("MK-4 or MK-7", label(doubtful(k(100), forms=("MK-4",))), "doubtful"),
]
K2_DOSE: list[Row] = [
    ("far below", label(k(10)), 0),
    ("45 is the first point", label(k(45)), 0),
    ("half way to 90", label(k(67.5)), 0.5),
    ("just under half way", label(k(60)), Fraction(1, 3)),
    ("90", label(k(90)), 1),
    ("inside", label(k(150)), 1),
    ("200", label(k(200)), 1),
    ("between 200 and 400", label(k(300)), 0.75),
    ("400", label(k(400)), 0.5),
    ("level above 400", label(k(1000)), 0.5),
    ("amount not stated", label(k(None)), 0),
    ("in a blend", label(k(500, None, forms=("MK-4", "MK-7"), **BLEND)), 0),
    ("K1 and K2 in one amount: K2's is not stated", label(k(120, None, forms=("K1", "K2"))), 0),
    ("MK-4 and MK-7 in one amount: MK-7's is not stated", label(k(120, None, forms=("MK-4", "MK-7"))), 0),
    ("MK-4 alone", label(k(5000, "MK-4")), "n/a"),
    ("MK-7's amount counts beside MK-4", label(k(100), k(5000, "MK-4")), 1),
    ("MK-7's amount counts beside others", label(k(45), k(100, "MK-9")), 0),
    ("others together where there is no MK-7", label(k(50, "MK-9"), k(50, "K2")), 1),
    ("unstated K2 aside of MK-4", label(k(100, "K2"), k(500, "MK-4")), 1),
    ("two rows of MK-7 are added up", label(k(50), k(60)), 1),
    ("one row printed twice counts once", label(k(100), k(100)), 1),
    ("a part and its total count once", label(k(100, "K2"), k(100, part_of=0)), 1),
    ("two columns are never added up", label(k(100), k(200, basis=Basis(kind="serving", units=2))), 1),
    ("per serving of two, one taken", label(k(100, basis=Basis(kind="serving", units=2))), Fraction(1, 9)),
    ("twice a day", label(k(50), times=(2, 2)), 1),
    ("two at a time", label(k(50), units=(2, 2)), 1),
    ("one or two, good either way", label(k(100), units=ONE_TWO), 1),
    ("one or two, and it matters", label(k(50), units=ONE_TWO), "ambiguous"),
    ("one to three: two would be good", label(k(45), units=(1, 9)), "ambiguous"),
    ("once a week", label(k(700), every_days=7), 1),
    ("a day's column needs no directions", label(k(100, basis=DAY), source="assumed", directions=False), 1),
    ("directions silent: once a day", label(k(60), source="assumed"), Fraction(1, 3)),
    ("unseen, and twice a day would decide otherwise", label(k(60), **UNSEEN), "not_shown"),
    ("unseen, and twice a day is as good", label(k(100), **UNSEEN), 1),
    ("100 or 700", label(doubtful(k(100), 700)), "doubtful"),
    ("100 or 150", label(doubtful(k(100), 150)), 1),
    ("doubtful without another reading", label(doubtful(k(100))), "doubtful"),
    ("less than 100", label(k(100, qualifier="<")), "ambiguous"),
    ("100-150", label(k(None, qualifier="range", bounds=("100", "150"))), 1),
    ("50-150", label(k(None, qualifier="range", bounds=("50", "150"))), "ambiguous"),
    ("printed in IU", label(k(100, unit=Unit.IU)), "ambiguous"),
    ("0.1 mg that nothing confirms", label(k(0.1, unit=Unit.MG)), "ambiguous"),
    ("0.1 mg confirmed", label(k(0.1, unit=Unit.MG, standing="confirmed")), 1),
    ("amount outside the picture", label(k(None), view="cut"), "not_shown"),
]
D3_FORM: list[Row] = [
    ("D3", label(d(1000)), 1),
    ("not stated", label(d(1000, None)), 0.5),
    ("D2", label(d(1000, "D2")), 0),
    ("calcifediol", label(d(None, "calcifediol")), 0),
    ("D3 and D2", label(d(500), d(500, "D2")), 0),
    ("D3 and a row of no form", label(d(500), d(500, None)), 0.5),
    ("no vitamin D", label(k(100)), "n/a"),
    ("declared as 0", label(d(0), k(100)), "n/a"),
    ("D2 or D3", label(doubtful(d(1000), forms=("D2",))), "doubtful"),
    ("a doubtful amount leaves the form", label(doubtful(d(1000), 7000)), 1),
    ("form outside the picture", label(d(1000, None), view="cut"), "not_shown"),
    ("unknown whether there is any", label(k(100), vitamin_d="unknown"), "doubtful"),
]
D3_DOSE: list[Row] = [
    ("level below 300", label(d(100)), 0),
    ("300", label(d(300)), 0),
    ("450", label(d(450)), 0.5),
    ("600", label(d(600)), 1),
    ("2,000", label(d(2000)), 1),
    ("3,500", label(d(3500)), 0.5),
    ("4,000", label(d(4000)), Fraction(1, 3)),
    ("5,000", label(d(5000)), 0),
    ("level above 5,000", label(d(10000)), 0),
    ("in mcg", label(d(25, unit=Unit.MCG)), 1),
    ("form not stated counts", label(d(1000, None)), 1),
    ("D3 and D2 together", label(d(400), d(400, "D2")), 1),
    ("not stated", label(d(None)), 0),
    ("calcifediol has no IU", label(d(10, "calcifediol", unit=Unit.MCG)), "n/a"),
    ("20,000 every 20 days", label(d(20000), every_days=20), 1),
    ("mcg and IU contradict each other", label(d(25, unit=Unit.MCG, iu="400", conflict="iu")), "ambiguous"),
    ("a wrong percentage leaves the amount", label(d(1000, percent="99", conflict="percent")), 1),
    ("1,000 or 7,000", label(doubtful(d(1000), 7000)), "doubtful"),
    ("per 100 g, serving unknown", label(d(1000, basis=PER_100_G)), "ambiguous"),
    (
        "per 100 g, 50 g taken",
        label(d(2000, basis=PER_100_G), units=(50, 50), serving=Serving(text="50 g", unit="g")),
        1,
    ),
    (
        "400 a drop, two drops",
        label(d(400, basis=DROP), units=(2, 2), serving=Serving(text="", unit="drop")),
        1,
    ),
    ("four a day", label(d(500), times=(4, 4)), 1),
    ("a panel of two columns: the serving's", label(d(1000), d(500, basis=Basis(kind="unit", units=1))), 1),
]
K2_PER_CALCIUM: list[Row] = [
    ("50 per 500", label(k(50), ca(500)), 0),
    ("75 per 500", label(k(75), ca(500)), 0.5),
    ("100 per 500", label(k(100), ca(500)), 1),
    ("140 per 500", label(k(140), ca(500)), 1),
    ("180 per 500", label(k(180), ca(500)), 1),
    ("270 per 500", label(k(270), ca(500)), 0.75),
    ("360 per 500", label(k(360), ca(500)), 0.5),
    ("level above 360", label(k(1000), ca(500)), 0.5),
    (
        "238 per 500 at 210 mg",
        label(k(100), ca(210)),
        1 - Fraction(1, 2) * (Fraction(50000, 210) - 180) / 180,
    ),
    ("250 mg can meet both", label(k(25), ca(250)), 0),
    ("1,000 mg can meet both", label(k(100), ca(1000)), 0),
    ("above 1,000 mg both cannot be met", label(k(100), ca(1200)), 0.5),
    ("below 250 mg both cannot be met", label(k(15), ca(200)), 0.5),
    ("200 per 1,000", label(k(200), ca(1000)), 1),
    ("K2 not stated", label(k(None), ca(500)), 0),
    ("incidental calcium", label(k(100), ca(100)), "n/a"),
    ("120 mg is calcium", label(k(30), ca(120)), 1),
    ("MK-4 alone", label(k(5000, "MK-4"), ca(500)), "n/a"),
    ("MK-7's amount beside MK-4", label(k(100), k(5000, "MK-4"), ca(500)), 1),
    ("no K2", label(ca(500)), "n/a"),
    ("K1 only", label(k(100, "K1"), ca(500)), "n/a"),
    ("no calcium", label(k(100)), "n/a"),
    ("the ratio waits for no directions", label(k(140), ca(500), **UNSEEN), 1),
    ("nor for how much is taken", label(k(140), ca(500), units=ONE_TWO), 1),
    ("calcium estimated from its salt", label(k(100), ca(1250, "estimated", element=500)), "ambiguous"),
    ("calcium of a salt without a factor", label(k(100), ca(1250, "unknown", element=None)), "ambiguous"),
    ("calcium fitting its percentage", label(k(100), ca(1250, "percent", element=500)), 1),
    ("500 or 5,000 mg", label(k(100), doubtful(ca(500), 5000)), "doubtful"),
]
K2_WITH_CALCIUM: list[Row] = [
    ("with", label(ca(500), k(100)), 1),
    ("without", label(ca(500)), 0),
    ("K1 does not count", label(ca(500), k(100, "K1")), 0),
    ("bare vitamin K does not count", label(ca(500), k(100, None)), 0),
    ("MK-4 counts", label(ca(500), k(1500, "MK-4")), 1),
    ("K2 of unknown amount counts", label(ca(500), k(None, "K2")), 1),
    ("declared as 0", label(ca(500), k(0)), 0),
    ("incidental", label(ca(119), k(100)), "n/a"),
    ("120", label(ca(120)), 0),
    ("60 mg twice a day", label(ca(60), times=(2, 2)), 0),
    ("estimated: presence is decided", label(ca(1250, "estimated", element=500)), 0),
    ("a salt too light to hold 120 mg", label(ca(100, "unknown", element=None), k(100)), "n/a"),
    ("a salt that may hold 120 mg", label(ca(1000, "unknown", element=None)), "ambiguous"),
    (
        "a compound beside its element is none of its own",
        label(ca(100), ca(3000, "estimated", element=700)),
        "n/a",
    ),
    ("two salts are added up", label(ca(80, sources=("carbonate",)), ca(80, sources=("citrate",))), 0),
    ("unseen, and twice a day would be calcium", label(ca(80), **UNSEEN), "not_shown"),
    ("in a blend", label(ca(900, **BLEND), k(100)), "ambiguous"),
    ("K2 unknown", label(ca(500), view="cut"), "not_shown"),
]
K2_WITH_D3: list[Row] = [
    ("with", label(d(1000), k(100)), 1),
    ("without", label(d(1000)), 0),
    ("K1 does not count", label(d(1000), k(100, "K1")), 0),
    ("bare vitamin K does not count", label(d(1000), k(100, None)), 0),
    ("no D", label(k(100)), "n/a"),
    ("D2 wants it too", label(d(1000, "D2")), 0),
    ("K1 or K2", label(d(1000), doubtful(k(100, "K1"), forms=("K2",))), "doubtful"),
    ("MK-4 or MK-7: K2 either way", label(d(1000), doubtful(k(100), forms=("MK-4",))), 1),
]
MAGNESIUM: list[Row] = [
    ("56", label(d(1000), mg(56)), 1),
    ("less", label(d(1000), mg(55)), 0.5),
    ("none", label(d(1000)), 0),
    ("declared as 0", label(d(1000), mg(0)), 0),
    ("not stated is no 56", label(d(1000), mg(None, **BLEND)), 0.5),
    ("estimated: presence is decided", label(d(1000), mg(500, "estimated", element=300)), 1),
    ("of a salt without a factor", label(d(1000), mg(500, "unknown", element=None)), "ambiguous"),
    ("too light a salt", label(d(1000), mg(50, "unknown", element=None)), 0.5),
    ("no D", label(k(100), mg(200)), "n/a"),
    ("unknown", label(d(1000), view="cut"), "not_shown"),
]
CALCIUM_SINGLE_DOSE: list[Row] = [
    ("600", label(ca(600)), 1),
    ("900", label(ca(900)), 0.5),
    ("1,200", label(ca(1200)), 0),
    ("1,200 a day in two", label(ca(1200, basis=DAY), times=(2, 2)), 1),
    ("600 twice a day", label(ca(600), times=(2, 2)), 1),
    ("incidental", label(ca(100)), "n/a"),
    ("an estimate decides no dose", label(ca(1250, "estimated", element=500)), "ambiguous"),
]
CALCIUM_DAILY: list[Row] = [
    ("1,500", label(ca(1500)), "n/a"),
    ("2,250", label(ca(750), times=(3, 3)), 0.5),
    ("3,000", label(ca(1000), times=(3, 3)), 0),
    ("500", label(ca(500)), "n/a"),
    ("a salt too light for it", label(ca(1250, "estimated", element=500)), "n/a"),
]
RATIO: list[Row] = [
    ("2:1", label(ca(500), mg(250)), 1),
    ("1.5:1", label(ca(300), mg(200)), 1),
    ("2.5:1", label(ca(500), mg(200)), 1),
    ("0.75:1", label(ca(150), mg(200)), 0),
    ("5:1", label(ca(500), mg(100)), 0),
    ("3.75:1", label(ca(375), mg(100)), 0.5),
    ("700 mg", label(ca(700), mg(350)), 1),
    ("above 700 mg", label(ca(701), mg(350)), "n/a"),
    ("incidental magnesium", label(ca(500), mg(50)), "n/a"),
    ("no magnesium", label(ca(500)), "n/a"),
    ("an estimate decides no ratio", label(ca(500), mg(500, "estimated", element=300)), "ambiguous"),
]
CAUTION: list[Row] = [
    ("named", label(k(100)), 1),
    ("general", label(k(100), statements=said("medicines")), 0.5),
    ("none", label(k(100), statements=()), 0),
    ("place not seen", label(k(100), statements=(), warnings=False), "not_shown"),
    ("K1 wants it too", label(k(100, "K1"), statements=()), 0),
    ("no vitamin K", label(d(1000), statements=()), "n/a"),
]
FAT: list[Row] = [
    ("fat", label(k(100), statements=said("with_fat")), 1),
    ("food", label(k(100), statements=said("with_food")), 1),
    ("oil", label(k(100), statements=said("oil")), 1),
    ("none", label(k(100), statements=()), 0),
    ("not seen", label(k(100), statements=(), directions=False), "not_shown"),
    ("K1 needs none", label(k(100, "K1"), statements=()), "n/a"),
]
ACTIVE: list[Row] = [
    ("calcitriol", label(d(None, "calcitriol")), 0),
    ("paricalcitol beside D3", label(d(1000), d(None, "paricalcitol")), 0),
    ("D3", label(d(1000)), 1),
    ("calcifediol is none", label(d(None, "calcifediol")), 1),
]
MEGA: list[Row] = [
    ("500,000 at once", label(d(500000), every_days=365), 0),
    ("300,000 every half year", label(d(300000), every_days=182), 0),
    ("50,000 a month", label(d(50000), every_days=30), 0),
    ("20,000 a month", label(d(20000), every_days=30), 1),
    ("50,000 a week is never added up", label(d(50000), every_days=7), 1),
    ("5,000 a day is never added up", label(d(5000)), 1),
    ("500,000 or 50,000", label(doubtful(d(50000), 500000)), "doubtful"),
]
TABLE = {
    "k2-form": K2_FORM,
    "k2-mk7": K2_MK7,
    "k2-dose": K2_DOSE,
    "d3-form": D3_FORM,
    "d3-dose": D3_DOSE,
    "k2-per-calcium": K2_PER_CALCIUM,
    "k2-with-calcium": K2_WITH_CALCIUM,
    "k2-with-d3": K2_WITH_D3,
    "magnesium-with-d": MAGNESIUM,
    "calcium-single-dose": CALCIUM_SINGLE_DOSE,
    "calcium-daily": CALCIUM_DAILY,
    "calcium-to-magnesium": RATIO,
    "anticoagulant-caution": CAUTION,
    "take-with-fat": FAT,
    "active-analogue": ACTIVE,
    "mega-dose": MEGA,
}
CASES = [pytest.param(rule, *row[1:], id=f"{rule}: {row[0]}") for rule, rows in TABLE.items() for row in rows]


@pytest.mark.parametrize(("rule", "product", "expected"), CASES)
def test_a_rule_finds_what_its_table_says(rule: str, product: Label, expected: Expected) -> None:
    (finding,) = judge(product, guidance=GUIDANCE, only=[rule]).findings
    if expected == "n/a":
        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.weight == 0
    elif isinstance(expected, str):
        assert (finding.outcome, finding.reason) == (Outcome.REVIEW, Reason(expected))
        assert finding.score is None
    else:
        outcome = Outcome.PASS if expected == 1 else Outcome.WARN if expected >= 0.5 else Outcome.FAIL
        assert (finding.outcome, finding.score) == (outcome, float(expected))


PROFILES = {
    "pairing": [(500, 0), (750, 0.5), (1000, 1), (2000, 1), (3000, 0.5), (4000, 0)],
    "adult": [(300, 0), (600, 1), (800, 1), (1200, 0.5), (1600, 0)],
    "over-70": [(400, 0), (600, 0.5), (800, 1), (1200, 0.5), (1600, 0)],
    "housebound": [(400, 0), (800, 1), (10000, 1)],
    "falls": [(350, 0), (700, 1), (1000, 1), (1500, 0.5), (2000, 0)],
    "at-risk": [(750, 0), (1500, 1), (4000, 1), (6000, 0.5), (8000, 0)],
    "insufficiency": [(500, 0), (1000, 1), (2000, 1), (4000, 0)],
    "malabsorption": [(2000, 0), (3000, 0.5), (4000, 1), (5000, 1), (10000, 0)],
    "bariatric": [(1000, 0), (1500, 0.5), (2000, 1), (10000, 1)],
    "deficiency": [(400, 0), (800, 1), (2000, 1), (3000, 0.5), (4000, 0)],
    "default": [(300, 0), (600, 1), (2000, 1), (5000, 0)],
}


@pytest.mark.parametrize(
    ("profile", "iu", "score"), [(p, *point) for p, points in PROFILES.items() for point in points]
)
def test_a_profile_has_its_own_band(profile: str, iu: float, score: float) -> None:
    (finding,) = judge(label(d(iu)), guidance=GUIDANCE, profile=profile, only=["d3-dose"]).findings
    assert finding.score == score
    assert finding.documents == GUIDANCE.profiles[profile].documents


@pytest.mark.parametrize(("iu", "score"), [(25000, 0), (37500, 0.5), (50000, 1), (75000, 0.5), (100000, 0)])
def test_a_deficiency_is_treated_once_a_week(iu: float, score: float) -> None:
    product = label(d(iu), every_days=7)
    (finding,) = judge(product, guidance=GUIDANCE, profile="deficiency", only=["d3-dose"]).findings
    assert finding.score == score


def test_every_profile_and_every_rule_with_weight_stands_in_the_tables() -> None:
    assert set(PROFILES) == set(GUIDANCE.profiles)
    assert set(TABLE) >= {name for name, rule in GUIDANCE.rules.items() if rule.weight}
    assert len(CASES) >= 150
