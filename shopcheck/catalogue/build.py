"""From the shapes of the files to the frozen values of the core, conditions compiled on the way."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from shopcheck.catalogue import shapes
from shopcheck.catalogue.compiling import Compiler
from shopcheck.catalogue.counting import StatisticsShape
from shopcheck.catalogue.overlay import RegionShape
from shopcheck.catalogue.partners import PartnersShape
from shopcheck.catalogue.regional import own_forms, region
from shopcheck.core.questionnaire import (
    ClassId,
    Contact,
    ContactId,
    Form,
    FormId,
    LawId,
    LawPoint,
    Measure,
    MeasureId,
    Option,
    OptionId,
    Question,
    QuestionId,
    Questionnaire,
    RiskClass,
    Rule,
    RuleId,
    Scoring,
    Source,
    SourceId,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shopcheck.catalogue.files import Document
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem

K = TypeVar("K", bound=str)
V = TypeVar("V")


def build(draft: Draft) -> tuple[Questionnaire, tuple[Problem, ...]]:
    """Build the questionnaire, and everything that is wrong with its conditions; with a problem it is no use."""
    compiler = Compiler(draft)
    check = draft.check.shape
    regions = draft.those(RegionShape)
    forms = (*(_form(document, draft, compiler) for document in draft.forms), *own_forms(regions, draft, compiler))
    rules = tuple(rule for document in draft.forms for rule in _rules(document, draft, compiler))
    questionnaire = Questionnaire(
        id=check.id,
        version=check.version,
        hash=draft.folder.hash,
        title=check.title,
        branch_question=QuestionId(check.branch_question),
        region_question=QuestionId(check.region_question),
        circumstances=FormId(check.inherent.form),
        motto=check.motto,
        encouragements=tuple(check.encouragements),
        senders=MappingProxyType({sector: ContactId(one) for sector, one in check.senders.items()}),
        forms=forms,
        rules=rules,
        scoring=_scoring(check),
        measures=_named((m.id, m) for d in draft.those(shapes.MeasuresShape) for m in map(_measure, d.shape.measures)),
        sources=_named((s.id, s) for d in draft.those(shapes.SourcesShape) for s in map(_source, d.shape.sources)),
        contacts=_named((c.id, c) for d in draft.those(shapes.ContactsShape) for c in map(_contact, d.shape.contacts)),
        law=_named((one.id, one) for d in draft.those(shapes.LawsShape) for one in map(_law, d.shape.law)),
        regions=_named((one.code, one) for one in (region(document, compiler) for document in regions)),
        lattice=next((document.shape.lattice for document in draft.those(StatisticsShape)), None),
        partners=_named((p.id, p.guidance) for d in draft.those(PartnersShape) for p in d.shape.partners),
        terms=_named((t.term, t.text) for d in draft.those(shapes.TermsShape) for t in d.shape.terms),
    )
    return questionnaire, tuple(compiler.problems)


def _named(pairs: Iterable[tuple[K, V]]) -> Mapping[K, V]:
    return MappingProxyType(dict(pairs))


def _form(document: Document[shapes.FormShape], draft: Draft, compiler: Compiler) -> Form:
    shape = document.shape
    topics = draft.check.shape.topics
    found = [(number, topic) for number, topic in enumerate(topics) if topic.form == shape.id]
    number, topic = found[0] if found else (0, shapes.TopicShape(form=shape.id))
    weighs_when = None
    if topic.weighs_when is not None:
        end = max((one.position for one in draft.questions.values() if one.form == shape.id), default=0) + 1
        weighs_when = compiler.condition(draft.check, ("topics", number, "weighs_when"), topic.weighs_when, end)
    return Form(
        id=FormId(shape.id),
        title=shape.title,
        intro=shape.intro,
        questions=tuple(_question(document, number, draft, compiler) for number in range(len(shape.questions))),
        prevention=topic.prevention,
        detection=topic.detection,
        weighs_when=weighs_when,
    )


def _question(document: Document[shapes.FormShape], number: int, draft: Draft, compiler: Compiler) -> Question:
    shape = document.shape.questions[number]
    loc = ("questions", number)
    position = draft.questions[shape.id].position
    when = None
    if shape.when is not None:
        when = compiler.condition(document, (*loc, "when"), shape.when, position)
    return Question(
        id=QuestionId(shape.id),
        form=FormId(document.shape.id),
        text=shape.text,
        kind=shape.kind,
        tier=shape.tier,
        why=shape.why,
        help=shape.help or "",
        lever=shape.lever,
        sectors=frozenset(shape.sectors),
        when=when,
        evidence=shape.evidence or "",
        sources=tuple(map(SourceId, shape.sources)),
        good=shape.good or "",
        options=tuple(
            _option(document, (*loc, "options", at), option, position, compiler)
            for at, option in enumerate(shape.options)
        ),
    )


def _option(
    document: Document[shapes.FormShape],
    loc: tuple[str | int, ...],
    shape: shapes.OptionShape,
    position: int,
    compiler: Compiler,
) -> Option:
    return Option(
        id=OptionId(shape.id),
        text=shape.text,
        points=shape.points,
        detection=shape.detection,
        unknown=shape.unknown,
        not_applicable=shape.not_applicable,
        critical=compiler.flag(document, (*loc, "critical"), shape.critical, position + 1),
        urgent=compiler.flag(document, (*loc, "urgent"), shape.urgent, position + 1),
        advise=tuple(map(MeasureId, shape.advise)),
        law=LawId(shape.law) if shape.law else None,
        because=shape.because or "",
        good=shape.good or "",
        sector=shape.sector,
        after_robbery=shape.after_robbery,
    )


def _rules(document: Document[shapes.FormShape], draft: Draft, compiler: Compiler) -> Iterator[Rule]:
    own = {name for name, asked in draft.questions.items() if asked.form == document.shape.id}
    for number, shape in enumerate(document.shape.rules):
        loc = ("rules", number, "when")
        when = compiler.condition(document, loc, shape.when, inherent=True)
        if when is None:
            continue
        if own.isdisjoint(when.names):
            compiler.problems.append(document.at(*loc).problem("PC406"))
        yield Rule(
            id=RuleId(shape.id),
            form=FormId(document.shape.id),
            when=when,
            because=shape.because,
            critical=shape.critical,
            urgent=shape.urgent,
            first=shape.first,
            advise=tuple(map(MeasureId, shape.advise)),
            replace=tuple(map(MeasureId, shape.replace)),
            hold_back=tuple(map(MeasureId, shape.hold_back)),
        )


def _scoring(check: shapes.CheckShape) -> Scoring:
    shape = check.scoring
    return Scoring(
        full_at=check.inherent.full_at,
        unknown_share=shape.unknown_share / 100,
        bonus_questions=tuple(map(QuestionId, shape.bonus.questions)),
        bonus_at_least=shape.bonus.at_least,
        bonus_less=shape.bonus.less,
        inherent_levels=_steps(shape.inherent_levels),
        shortfall_levels=_steps(shape.shortfall_levels),
        bands=_steps(shape.bands),
        classes=tuple(RiskClass(ClassId(one.id), one.title, one.text) for one in shape.classes),
        matrix=MappingProxyType(
            {(row, column): ClassId(cell) for row, cells in shape.matrix.items() for column, cell in cells.items()}
        ),
        critical_class=ClassId(shape.critical_class),
        critical_band=shape.critical_band,
    )


def _steps(shape: Iterable[shapes.StepShape]) -> tuple[Step, ...]:
    return tuple(Step(one.id, one.title, one.up_to) for one in shape)


def _measure(shape: shapes.MeasureShape) -> Measure:
    return Measure(
        id=MeasureId(shape.id),
        title=shape.title,
        why=shape.why,
        how=shape.how,
        cost=shape.cost.sort,
        cost_from=shape.cost.from_,
        cost_to=shape.cost.to,
        effort=shape.effort,
        who=shape.who,
        weeks=shape.weeks,
        sets=MappingProxyType({QuestionId(question): OptionId(option) for question, option in shape.sets.items()}),
        sources=tuple(map(SourceId, shape.sources)),
        checked_on=shape.checked_on,
        valid_until=shape.valid_until,
    )


def _source(shape: shapes.SourceShape) -> Source:
    return Source(SourceId(shape.id), shape.title, shape.publisher, shape.url, shape.checked_on)


def _contact(shape: shapes.ContactShape) -> Contact:
    return Contact(
        id=ContactId(shape.id),
        title=shape.title,
        phone=shape.phone,
        site=shape.site,
        note=shape.note,
        verified_on=shape.verified_on,
        valid_until=shape.valid_until,
    )


def _law(shape: shapes.LawShape) -> LawPoint:
    sources = tuple(map(SourceId, shape.sources))
    return LawPoint(LawId(shape.id), shape.title, shape.text, sources, shape.checked_on, shape.valid_until)
