"""Where everything stands, by id: for proofs, which see the built questionnaire only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopcheck.catalogue.shapes import MeasuresShape

if TYPE_CHECKING:
    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.problems import Place


class Places:
    """Where things stand, by id."""

    def __init__(self, draft: Draft) -> None:
        """Walk the files once."""
        self.questions = {name: asked.place for name, asked in {**draft.questions, **draft.regional}.items()}
        self.rules: dict[str, Place] = {}
        self.options: dict[tuple[str, str], Place] = {}
        self.measures: dict[str, Place] = {}
        topics = enumerate(draft.check.shape.topics)
        self.topics = {topic.form: draft.check.at("topics", number) for number, topic in topics}
        for form in draft.forms:
            for number, rule in enumerate(form.shape.rules):
                self.rules[rule.id] = form.at("rules", number, "when")
            for number, question in enumerate(form.shape.questions):
                for at, option in enumerate(question.options):
                    self.options[question.id, option.id] = form.at("questions", number, "options", at)
        for document in draft.those(MeasuresShape):
            for number, measure in enumerate(document.shape.measures):
                self.measures[measure.id] = document.at("measures", number, "id")
