"""The sorts of words in a questionnaire file: text, name, whole number, points, true or false, day, address.

Every scalar arrives as text and is converted by its declared sort; a failure carries the number of its problem.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}")
POINTS = re.compile(r"(0|[1-9][0-9]?|100)(\.[0-9])?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SITE = re.compile(r"https://[A-Za-z0-9.-]+\.[a-z]{2,}(/\S*)?")
QUESTION_ID = r"^[a-z][a-z0-9_]*$"
OPTION_ID = r"^[A-Za-z0-9][A-Za-z0-9_]*$"
RULE_ID = r"^R_[a-z0-9_]+$"
SOURCE_ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"
REGION_CODE = r"^[A-Z]{3}$"
TABLE_ID = r"^(onderwerp|vraag)/[a-z][a-z0-9_]*$"
VERSION = r"^[0-9]{4}\.[0-9]+(\.[0-9]+)?$"
MOST_POINTS = 100
MANY = 60  # answers to a question, or names in a list
SHORT = 260  # signs of a text that shares a page of the letter with others
NAME_RULES = {
    QUESTION_ID: "Gebruik kleine letters, cijfers en _, en begin met een letter.",
    OPTION_ID: "Gebruik letters, cijfers en _, zonder spaties.",
    RULE_ID: "Begin met R_ en ga verder met kleine letters, cijfers en _.",
    SOURCE_ID: "Gebruik letters, cijfers, streepjes en punten, zonder spaties.",
    REGION_CODE: "Gebruik de drie hoofdletters van de eenheid, bijvoorbeeld RTD.",
    TABLE_ID: "Schrijf onderwerp/ of vraag/ en dan de naam, bijvoorbeeld onderwerp/kas.",
    VERSION: "Schrijf een jaar en een volgnummer, bijvoorbeeld 2026.1.",
}


def _text_only(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    return value.strip()


def _filled(value: object) -> str:
    text = _text_only(value)
    if not text:
        raise PydanticCustomError("PC209", "empty")
    return text


def _short(value: object) -> str:
    text = _filled(value)
    if len(text) > SHORT:
        raise PydanticCustomError("PC528", "too long", {"size": len(text), "most": SHORT})
    return text


def _name(pattern: str) -> BeforeValidator:
    def check(value: object) -> str:
        text = _filled(value)
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError("PC210", "no name", {"value": text, "rule": NAME_RULES[pattern]})
        return text

    return BeforeValidator(check)


def _whole(value: object) -> int:
    text = _filled(value)
    if not WHOLE.fullmatch(text):
        raise PydanticCustomError("PC205", "no whole number", {"value": text})
    return int(text)


def _between(low: int, high: int) -> BeforeValidator:
    def check(value: object) -> int:
        number = _whole(value)
        if not low <= number <= high:
            raise PydanticCustomError("PC206", "out of range", {"value": str(number), "low": low, "high": high})
        return number

    return BeforeValidator(check)


def _points(value: object) -> float:
    text = _filled(value)
    if not POINTS.fullmatch(text) or float(text) > MOST_POINTS:
        raise PydanticCustomError("PC212", "no points", {"value": text})
    return float(text)


def _flag(value: object) -> bool:
    text = _filled(value)
    if text not in {"true", "false"}:
        raise PydanticCustomError("PC207", "no flag", {"value": text})
    return text == "true"


def _day(value: object) -> date:
    text = _filled(value)
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise PydanticCustomError("PC208", "no date", {"value": text})


def _site(value: object) -> str:
    text = _text_only(value)
    if text and not SITE.fullmatch(text):
        raise PydanticCustomError("PC213", "no address", {"value": text})
    return text


# What `when` and the like may be: CEL text, or the shorthand question → option, options or comparison.
ConditionText = str | dict[str, str | list[str]]
SHORTHAND: dict[str, object] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "anyOf": [
            {"type": ["string", "integer"]},
            {"type": "array", "items": {"type": ["string", "integer"]}, "minItems": 1},
        ]
    },
}
CEL_TEXT: dict[str, object] = {"type": "string", "minLength": 1}


def _condition(value: object) -> ConditionText:
    if isinstance(value, str):
        # A line end is a space in a condition; one for one, so that columns keep their meaning.
        return _filled(value).replace("\n", " ")
    if not isinstance(value, dict) or not value:
        raise PydanticCustomError("condition_type", "condition expected")
    return {str(name): _wanted(wanted) for name, wanted in value.items()}


def _wanted(wanted: object) -> str | list[str]:
    if not isinstance(wanted, list):
        return _filled(wanted)
    if not wanted:
        raise PydanticCustomError("PC211", "empty list", {"least": "één antwoord"})
    if len(wanted) > MANY:
        raise PydanticCustomError("PC214", "long list", {"most": MANY})
    return [_filled(one) for one in wanted]


def _flag_or_condition(value: object) -> bool | ConditionText:
    if isinstance(value, str) and value.strip() in {"true", "false"}:
        return value.strip() == "true"
    return _condition(value)


Text = Annotated[str, BeforeValidator(_filled), Field(min_length=1)]
ShortText = Annotated[str, BeforeValidator(_short), Field(min_length=1, max_length=SHORT)]
MaybeText = Annotated[str, BeforeValidator(_text_only)]
Site = Annotated[str, BeforeValidator(_site), Field(pattern=f"^({SITE.pattern})?$")]
QuestionName = Annotated[str, _name(QUESTION_ID), Field(pattern=QUESTION_ID)]
OptionName = Annotated[str, _name(OPTION_ID), WithJsonSchema({"type": ["string", "integer"], "pattern": OPTION_ID})]
RuleName = Annotated[str, _name(RULE_ID), Field(pattern=RULE_ID)]
SourceName = Annotated[str, _name(SOURCE_ID), Field(pattern=SOURCE_ID)]
RegionName = Annotated[str, _name(REGION_CODE), Field(pattern=REGION_CODE)]
TableName = Annotated[str, _name(TABLE_ID), Field(pattern=TABLE_ID)]
Version = Annotated[str, _name(VERSION), Field(pattern=VERSION)]
Share = Annotated[int, _between(0, 100), Field(ge=0, le=100)]
Count = Annotated[int, _between(1, 999), Field(ge=1, le=999)]
Checks = Annotated[int, _between(1, 1_000_000), Field(ge=1, le=1_000_000)]
Euros = Annotated[int, _between(0, 1_000_000), Field(ge=0, le=1_000_000)]
Points = Annotated[float, BeforeValidator(_points), Field(ge=0, le=MOST_POINTS)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[date, BeforeValidator(_day)]
When = Annotated[
    str | dict[str, str | list[str]],
    BeforeValidator(_condition),
    WithJsonSchema({"anyOf": [CEL_TEXT, SHORTHAND]}),
]
FlagOrWhen = Annotated[
    bool | str | dict[str, str | list[str]],
    BeforeValidator(_flag_or_condition),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, CEL_TEXT, SHORTHAND]}),
]
Evidence = Literal["A", "B", "C", "D", "L"]
Given = Annotated[
    str | list[str],
    BeforeValidator(_wanted),
    WithJsonSchema({"anyOf": [{"type": ["string", "integer"]}, {"type": "array", "items": {"type": "string"}}]}),
]
