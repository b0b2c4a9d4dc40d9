"""The JSON line is the contract: by alias, stable, one line whatever a label holds."""

import json

from jsonschema import Draft202012Validator

from labelaudit.model.audit import Audit
from labelaudit.report.to_json import json_schema, to_json


def test_a_line_validates_against_the_published_schema(audit: Audit, unreadable: Audit) -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    for each in (audit, unreadable):
        Draft202012Validator(schema).validate(json.loads(to_json(each)))


def test_a_line_reads_back_as_the_same_audit(audit: Audit) -> None:
    assert Audit.model_validate_json(to_json(audit)) == audit


def test_the_schema_stands_under_its_published_name(audit: Audit) -> None:
    assert json.loads(to_json(audit))["schema"] == "labelaudit.audit/1"


def test_amounts_are_decimal_strings(audit: Audit) -> None:
    told = json.loads(to_json(audit))
    assert told["label"]["facts"][0]["amount"] == "50"
    assert told["daily"]["vitamin_d3_iu"]["low"] == "2000"


def test_hostile_text_stays_on_one_line_without_controls_and_survives_whole(audit: Audit) -> None:
    name = "a\u2028b\u0085c\x1b[31m\x9b0m\x00\n</script>\u202e"
    hostile = audit.model_copy(update={"source": audit.source.model_copy(update={"name": name})})
    line = to_json(hostile)
    assert len(line.splitlines()) == 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in line)
    assert json.loads(line)["source"]["name"] == name
