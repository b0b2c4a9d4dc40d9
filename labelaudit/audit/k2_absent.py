"""Why a label's vitamin K is no K2, in the words of the rules that miss it; no rule of its own."""

from labelaudit.audit.case import Case
from labelaudit.model.label import Nutrient


def k2_absent(case: Case) -> str:
    """The end of the sentence "... and no K2": the vitamin K that does not count as K2, and the way out."""
    forms = case.forms(Nutrient.VITAMIN_K)
    reason = ""
    if "K1" in forms:
        reason = ": its vitamin K is K1, which serves clotting and does not count as K2"
    elif forms:
        reason = ": its vitamin K is not said to be K2"
    return f"{reason}. That is too little on its own, unless another product brings the K2."
