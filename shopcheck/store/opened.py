"""A check that lies open: its owner's visit and the report of an adviser have this in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from shopcheck.core.response import Response, parse_answer, respond

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.questionnaire import QuestionId, Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.store.checkups import Checkup


@dataclass(frozen=True)
class Opened:
    """An opened check and the key that seals it again. Shows nothing when printed."""

    key: bytes
    checkup: Checkup
    find: Callable[[Checkup], Questionnaire] = field(compare=False)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, revision {self.checkup.revision}>"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questions; looked up when needed, so that a check without any can still be wiped."""
        return self.find(self.checkup)

    @cached_property
    def response(self) -> Response:
        """The answers that count; where the questionnaire is no longer the one they were given to, those that fit."""
        answers = self.checkup.answers
        if self.checkup.hash != self.questionnaire.hash:
            answers = {one: answer for one, answer in answers.items() if self._still_possible(one, answer)}
        return respond(self.questionnaire, answers)

    def _still_possible(self, id_: QuestionId, answer: Answer) -> bool:
        question = self.questionnaire.questions.get(id_)
        raw = answer if isinstance(answer, tuple) else (str(answer),)
        return question is not None and parse_answer(question, raw) == answer
