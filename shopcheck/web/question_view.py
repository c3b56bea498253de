"""What a template knows about a question. Made once per questionnaire; per request only values and error are added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopcheck.web.forms import field_name

if TYPE_CHECKING:
    from shopcheck.core.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Choice:
    """One option; a quiet one ("weet ik niet", "n.v.t.") stands apart."""

    id: str
    text: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question on a page. `field` is the name of its inputs and the id of the first; `values` are shown in them."""

    field: str
    text: str
    help: str
    why: str
    kind: str
    options: tuple[Choice, ...]
    number_hint: str = ""
    values: tuple[str, ...] = ()
    error: str = ""

    def filled(self, values: tuple[str, ...], error: str = "") -> QuestionView:
        """Give the same question with what its inputs show and what is still needed."""
        return replace(self, values=values, error=error)


def view_of(question: Question) -> QuestionView:
    """Prepare a question for the templates."""
    return QuestionView(
        field=field_name(question.id),
        text=question.text,
        help=question.help,
        why=question.why,
        kind=question.kind.value,
        options=tuple(Choice(one.id, one.text, one.unknown or one.not_applicable) for one in question.options),
    )
