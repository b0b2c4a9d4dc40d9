"""Every rule, in the order in which findings are told: by weight of what the guidance asks, then the rest."""

from labelaudit.audit.rule import Rule
from labelaudit.audit.rules import (
    active_analogue,
    anticoagulant_caution,
    calcium_daily,
    calcium_served,
    calcium_single_dose,
    calcium_to_magnesium,
    d3_dose,
    d3_form,
    elemental_stated,
    front_agrees,
    iu_agrees,
    k2_dose,
    k2_form,
    k2_mk7,
    k2_per_calcium,
    k2_with_calcium,
    k2_with_d3,
    magnesium_with_d,
    mega_dose,
    more_d_more_k2,
    percent_agrees,
    take_with_fat,
    unit_plausible,
    upper_level,
)

_MODULES = (
    k2_form,
    k2_mk7,
    k2_dose,
    d3_form,
    d3_dose,
    k2_per_calcium,
    k2_with_calcium,
    k2_with_d3,
    magnesium_with_d,
    calcium_single_dose,
    calcium_daily,
    calcium_to_magnesium,
    anticoagulant_caution,
    take_with_fat,
    iu_agrees,
    percent_agrees,
    elemental_stated,
    unit_plausible,
    front_agrees,
    upper_level,
    more_d_more_k2,
    calcium_served,
    active_analogue,
    mega_dose,
)

RULES: dict[str, Rule] = {module.RULE.id: module.RULE for module in _MODULES}
"""By id."""
