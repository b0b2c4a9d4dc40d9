"""A table tells what the audit tells: the retailer's cells as they were, ours in numbers and words."""

from decimal import Decimal
from pathlib import Path

import pytest

from labelaudit.model.audit import Accepted, Audit
from labelaudit.model.label import Basis, Fact, Label, Standing
from labelaudit.model.product import Product
from labelaudit.report.columns import COLUMNS, columns_page
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table, own_names

COLUMNS_PAGE = Path(__file__).parents[2] / "docs" / "columns.md"


def row(audit: Audit, **columns: str) -> dict[str, object]:
    table = Table([Entry("K-1", audit, columns)], own=tuple(columns), pages="")
    (cells,) = table.rows()
    return dict(zip(table.head, cells, strict=True))


def with_facts(audit: Audit, *facts: Fact) -> Audit:
    assert audit.label
    return audit.model_copy(update={"label": audit.label.model_copy(update={"facts": facts})})


def fact(label: Label | None, **changes: object) -> Fact:
    assert label
    return label.facts[0].model_copy(update=changes)


def test_the_documented_columns_are_the_columns() -> None:
    assert COLUMNS_PAGE.read_text(encoding="utf-8") == columns_page(), "write it anew: make docs"


def test_no_two_columns_share_a_name_and_each_says_what_it_means() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.name.startswith("la_") and column.meaning.endswith(".") for column in COLUMNS)


def test_the_retailers_cells_come_first_and_as_they_were(audit: Audit) -> None:
    told = row(audit, SKU="0012", Titel="Knochen\tTrio", leer="")
    assert list(told)[:3] == ["SKU", "Titel", "leer"]
    assert (told["SKU"], told["Titel"], told["leer"]) == ("0012", "Knochen\tTrio", None)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (("la_score", "LA_Score"), ("own_la_score", "own_LA_Score (2)")),
        (("SKU", "sku"), ("SKU", "sku (2)")),
        (("", "a\x00b"), ("column 1", "a\N{REPLACEMENT CHARACTER}b")),
        (("own_la_key", "la_key"), ("own_la_key", "own_la_key (2)")),
    ],
)
def test_no_column_of_the_retailers_can_pass_for_ours(
    given: tuple[str, ...], written: tuple[str, ...]
) -> None:
    assert own_names(given) == written


def test_an_open_score_has_ends_and_no_value(audit: Audit) -> None:
    told = row(audit)
    assert (told["la_score"], told["la_score_low"], told["la_score_high"]) == (None, 62, 88)
    assert (told["la_points_decided"], told["la_points_applicable"]) == (65, 85)


def test_rules_stand_by_what_became_of_them(audit: Audit) -> None:
    told = row(audit)
    assert told["la_fail"] == "magnesium-with-d"
    assert told["la_warn"] == "k2-dose"
    assert told["la_review"] == "k2-per-calcium"
    assert told["la_not_shown"] == "anticoagulant-caution"
    assert told["la_pass"] == "k2-form; d3-dose; k2-with-d3"


def test_an_accepted_finding_is_no_longer_among_the_fails(audit: Audit) -> None:
    findings = [f.model_copy(update={"accepted": Accepted(reason="sold with it")}) for f in audit.findings]
    told = row(audit.model_copy(update={"findings": tuple(findings)}))
    assert told["la_fail"] is None
    assert "magnesium-with-d" in str(told["la_accepted"])


def test_a_declared_amount_is_a_number_with_its_unit_form_and_standing(audit: Audit) -> None:
    told = row(audit)
    assert told["la_vitamin_d"] == "yes"
    assert (told["la_vitamin_d_amount"], told["la_vitamin_d_unit"]) == (50, "mcg")
    assert (told["la_vitamin_d_form"], told["la_vitamin_d_basis"]) == ("D3", "serving")
    assert told["la_vitamin_d_standing"] == "confirmed"
    assert told["la_magnesium"] == "no"
    assert told["la_magnesium_amount"] is None


def test_a_doubtful_amount_is_told_in_words_and_is_no_number(audit: Audit) -> None:
    told = row(audit)
    assert told["la_calcium_amount"] is None
    assert told["la_calcium_said"] == "Calcium 500 mg or 800 mg a serving (doubtful)"
    sure = row(with_facts(audit, fact(audit.label, standing=Standing.DOUBTFUL)))
    assert sure["la_vitamin_d_amount"] is None


@pytest.mark.parametrize("qualifier", ["<", "up to", "approx", "range", "blend"])
def test_an_amount_that_is_not_plain_is_no_number(audit: Audit, qualifier: str) -> None:
    assert row(with_facts(audit, fact(audit.label, qualifier=qualifier)))["la_vitamin_d_amount"] is None


def test_of_several_amounts_the_one_a_serving_counts_and_of_several_of_those_none(audit: Audit) -> None:
    serving, whole = fact(audit.label), fact(audit.label, amount=Decimal(90), basis=Basis(kind="100g"))
    assert row(with_facts(audit, whole, serving))["la_vitamin_d_amount"] == 50
    other = fact(audit.label, amount=Decimal(60), form="D2")
    told = row(with_facts(audit, serving, other))
    assert told["la_vitamin_d_amount"] is None
    assert "50 mcg" in str(told["la_vitamin_d_said"])
    assert "60 mcg" in str(told["la_vitamin_d_said"])


def test_a_day_is_told_as_a_range(audit: Audit) -> None:
    told = row(audit)
    assert told["la_daily_vitamin_d3_iu_low"] == told["la_daily_vitamin_d3_iu_high"] == 2000
    assert told["la_daily_mk7_mcg_standing"] == "read"
    assert told["la_daily_calcium_mg_low"] is None


def test_an_unreadable_label_claims_nothing(unreadable: Audit) -> None:
    told = row(unreadable)
    claims = ("la_score", "la_score_low", "la_vitamin_d", "la_vitamin_k2", "la_fail", "la_band", "la_pass")
    assert {told[name] for name in claims} == {None}
    assert (told["la_status"], told["la_error"]) == ("unreadable", "damaged")


def test_a_page_is_linked_only_where_one_is_written(audit: Audit) -> None:
    entry = Entry("K-1", audit)
    for pages, link in ((None, None), ("", entry.page), ("report/", f"report/{entry.page}")):
        table = Table([entry], pages=pages)
        assert dict(zip(table.head, next(iter(table.rows())), strict=True))["la_page"] == link


def test_the_catalogues_barcode_goes_before_the_labels(audit: Audit) -> None:
    assert audit.label
    label = audit.label.model_copy(update={"gtin": "04006381333931"})
    assert row(audit.model_copy(update={"label": label}))["la_gtin"] == "04006381333931"
    both = audit.model_copy(update={"label": label, "product": Product(gtin="5449000000996")})
    assert row(both)["la_gtin"] == "5449000000996"
