"""From posted fields to answers: one table from the kind of question to its form field.

A form class is made once per page of questions. A field that a page does not ask is not read at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wtforms import Field, Form, ValidationError

from shopcheck.core.questionnaire import Kind
from shopcheck.core.response import LONGEST_TEXT, parse_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wtforms.form import BaseForm

    from shopcheck.core.questionnaire import Question, QuestionId
    from shopcheck.core.response import Answer

PREFIX = "q_"
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")  # as much as anybody can tell of an e-mail address without writing to it


class AnswerField(Field):
    """The field of one question; `answer` is the parsed answer after validation."""

    missing = "Vul een antwoord in."
    wrong = missing
    ask = "Beantwoord"

    def __init__(self, question: Question, **kwargs: Any) -> None:  # noqa: ANN401 - handed through to WTForms
        """Remember the question."""
        super().__init__(label=question.text, **kwargs)
        self.question = question
        self.typed: tuple[str, ...] = ()
        self.answer: Answer | None = None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep what was typed, exactly."""
        self.typed = tuple(valuelist)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - signature of WTForms
        """Parse; complain kindly when it is none of the possible answers."""
        self.answer = parse_answer(self.question, self.typed)
        if self.answer is None:
            raise ValidationError(self.complaint())

    def complaint(self) -> str:
        """Say what is still needed."""
        blank = not any(value.strip() for value in self.typed)
        return (self.missing if blank else self.wrong) + self.way_out()

    def way_out(self) -> str:
        """Name the answer for who does not know."""
        unknown = next((option.text for option in self.question.options if option.unknown), "")
        return f" Twijfelt u? Kies ‘{unknown}’." if unknown else ""


class OneOf(AnswerField):
    """One choice."""

    missing = wrong = "Kies het antwoord dat het beste past."
    ask = "Kies een antwoord"


class SomeOf(AnswerField):
    """One or more choices."""

    missing = "Kies wat bij uw zaak past. U mag meer dan één antwoord kiezen."
    ask = "Kies wat past"

    def complaint(self) -> str:
        """Point at the answer that stands alone."""
        if len(self.typed) > 1:
            return "U koos een antwoord dat niet samengaat met een ander. Kies dat ene, of kies alleen de andere."
        return super().complaint()


class Number(AnswerField):
    """A whole number."""

    missing = "Vul een getal in, bijvoorbeeld 3."
    wrong = "Vul een heel getal in met alleen cijfers, bijvoorbeeld 3."
    ask = "Vul een getal in"


class Remark(AnswerField):
    """A text; always optional."""

    wrong = f"Uw tekst is te lang. Gebruik hooguit {LONGEST_TEXT} tekens."
    ask = "Maak uw tekst korter"

    def pre_validate(self, form: BaseForm) -> None:
        """Leave an empty text unanswered."""
        if any(value.strip() for value in self.typed):
            super().pre_validate(form)


FIELD_OF_KIND: Mapping[Kind, type[AnswerField]] = {
    Kind.CHOICE: OneOf,
    Kind.CHOICES: SomeOf,
    Kind.NUMBER: Number,
    Kind.TEXT: Remark,
}


def field_name(question_id: str) -> str:
    """Name of the field, and id of its first input."""
    return PREFIX + question_id


def form_class(questions: Iterable[Question]) -> type[Form]:
    """Make the form of a page; once, at the start."""
    return type("PageForm", (Form,), {field_name(one.id): FIELD_OF_KIND[one.kind](one) for one in questions})


def only(form: Form, asked: Iterable[QuestionId]) -> list[AnswerField]:
    """Drop the fields that do not apply now; give the others in order."""
    names = {field_name(one) for one in asked}
    for field in list(form):
        if field.name not in names:
            del form[field.name]
    return [field for field in form if isinstance(field, AnswerField)]


def answers(fields: Iterable[AnswerField]) -> dict[QuestionId, Answer | None]:
    """Collect what was answered; None where a text was left or made empty."""
    return {field.question.id: field.answer for field in fields if not field.errors}


def typed(answer: Answer | None) -> tuple[str, ...]:
    """Write a saved answer as the values of its inputs."""
    if answer is None:
        return ()
    return answer if isinstance(answer, tuple) else (str(answer),)
