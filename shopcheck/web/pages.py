"""How the questions fall into pages, and where an owner is on the way. Pure; worked out once per questionnaire.

A page holds at most three questions of one form. A question whose condition looks at a question on the page starts the
next page, so a page never changes while it is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.core.questionnaire import Kind, Tier
from shopcheck.web.forms import form_class
from shopcheck.web.question_view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import wtforms

    from shopcheck.core.questionnaire import Form, FormId, Question, QuestionId, Questionnaire
    from shopcheck.core.response import Response
    from shopcheck.web.question_view import QuestionView

LARGEST = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A small group of questions, named by its first one."""

    form: Form
    tier: Tier
    questions: tuple[Question, ...]
    at: int  # place among the pages of its tier
    opens: bool  # the form begins here, so its introduction belongs here
    form_class: type[wtforms.Form] = field(compare=False, repr=False)
    views: Mapping[QuestionId, QuestionView] = field(compare=False, repr=False)

    @property
    def first(self) -> QuestionId:
        """The question that names the page."""
        return self.questions[0].id


@dataclass(frozen=True, slots=True)
class Route:
    """The pages of one questionnaire; `at_begin` are asked on the first screen and nowhere else."""

    questionnaire: Questionnaire
    at_begin: tuple[QuestionId, QuestionId]
    pages: Mapping[Tier, tuple[Page, ...]]
    page_of: Mapping[QuestionId, Page]

    def page(self, tier: Tier, form_id: str, question_id: str) -> Page | None:
        """Find the page that a path names."""
        found = self.page_of.get(question_id)  # type: ignore[call-overload]  # text of a path: any string may be asked for
        return found if found and (found.tier, found.form.id, found.first) == (tier, form_id, question_id) else None


def build_route(questionnaire: Questionnaire) -> Route:
    """Group the questions of a questionnaire into pages."""
    at_begin = (questionnaire.branch_question, questionnaire.region_question)
    pages = {tier: tuple(_pages(questionnaire, tier, at_begin)) for tier in Tier}
    page_of = {question.id: page for tier in Tier for page in pages[tier] for question in page.questions}
    return Route(questionnaire, at_begin, MappingProxyType(pages), MappingProxyType(page_of))


def _pages(questionnaire: Questionnaire, tier: Tier, at_begin: Sequence[QuestionId]) -> Iterator[Page]:
    at = 0
    for form in questionnaire.forms:
        asked = [one for one in form.questions if one.tier is tier and one.id not in at_begin]
        for place, group in enumerate(_groups(asked)):
            views = MappingProxyType({one.id: view_of(one) for one in group})
            yield Page(form, tier, group, at, place == 0, form_class(group), views)
            at += 1


def _groups(questions: Iterable[Question]) -> Iterator[tuple[Question, ...]]:
    group: list[Question] = []
    for question in questions:
        names = question.when.names if question.when else ()
        if group and (len(group) == LARGEST or any(one.id in names for one in group)):
            yield tuple(group)
            group = []
        group.append(question)
    if group:
        yield tuple(group)


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject on the way: what applies and what has an answer."""

    form: Form
    asked: tuple[Question, ...]
    answered: int

    @property
    def done(self) -> bool:
        """Whether nothing is left to answer; a text is never needed."""
        return self.answered == sum(one.kind is not Kind.TEXT for one in self.asked)


@dataclass(frozen=True, slots=True)
class Way:
    """One owner's way through the pages: what applies, what is open, what comes next."""

    route: Route
    response: Response
    asked_ids: frozenset[QuestionId]
    _topics: dict[Tier, list[Topic]] = field(default_factory=dict, compare=False, repr=False)  # worked out once

    @classmethod
    def of(cls, route: Route, response: Response) -> Way:
        """Lay the answers over the pages."""
        return cls(route, response, frozenset(question.id for question in response.asked))

    def asked(self, page: Page) -> tuple[Question, ...]:
        """Give the questions of a page that apply."""
        return tuple(question for question in page.questions if question.id in self.asked_ids)

    def pages(self, tier: Tier, form_id: FormId | None = None) -> list[Page]:
        """Give the pages that apply, of one form or of all."""
        return [page for page in self.route.pages[tier] if form_id in {None, page.form.id} and self.asked(page)]

    def open(self, page: Page, *, texts: bool = False) -> bool:
        """Whether something on a page has no answer yet; a text counts only when asked for."""
        answers = self.response.answers
        return any(one.id not in answers and (texts or one.kind is not Kind.TEXT) for one in self.asked(page))

    def first_open(self) -> Page | None:
        """Find the first page with an open question."""
        return next((page for page in self.route.pages[Tier.CORE] if self.open(page)), None)

    def after(self, page: Page) -> Page | None:
        """Find the next page that has something open; deep pages stay within their form."""
        later = self._near(page, self.route.pages[page.tier][page.at + 1 :])
        return next((other for other in later if self.open(other, texts=True)), None)

    def before(self, page: Page) -> Page | None:
        """Find the page before, open or not; deep pages stay within their form."""
        earlier = self._near(page, reversed(self.route.pages[page.tier][: page.at]))
        return next((other for other in earlier if self.asked(other)), None)

    @staticmethod
    def _near(page: Page, others: Iterable[Page]) -> Iterator[Page]:
        return (other for other in others if page.tier is Tier.CORE or other.form is page.form)

    def topics(self, tier: Tier = Tier.CORE) -> list[Topic]:
        """Give the subjects that apply, with how far each is; the questions of the first screen left out."""
        if tier not in self._topics:
            asked: dict[FormId, list[Question]] = {}
            for question in self.response.asked:
                if question.tier is tier and question.id not in self.route.at_begin:
                    asked.setdefault(question.form, []).append(question)
            self._topics[tier] = [
                Topic(self.route.questionnaire.form[form], tuple(questions), self._answered(questions))
                for form, questions in asked.items()
            ]
        return self._topics[tier]

    def _answered(self, questions: Iterable[Question]) -> int:
        return sum(one.id in self.response.answers for one in questions if one.kind is not Kind.TEXT)
