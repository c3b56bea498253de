"""Names that are given once, used where they exist, and reached from somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from shopcheck.catalogue import shapes
from shopcheck.catalogue.names import INHERENT, route
from shopcheck.catalogue.overlay import RegionShape
from shopcheck.catalogue.problems import Place, near

if TYPE_CHECKING:
    from shopcheck.catalogue.files import Document, Loc
    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem

# Words of the condition language itself; a question with such a name could never be asked about.
RESERVED = frozenset(
    "all as bool break bytes const continue double duration dyn else exists exists_one false filter for function "
    "has if import in inherent int let list loop map matches namespace null one package return size string timestamp "
    "true type uint var void while".split()
)
NUMBER_OF = {"measures": "PC303", "sources": "PC304", "contacts": "PC305", "law": "PC306"}
Named = Iterable[tuple[str, Place]]


def references(draft: Draft) -> Iterator[Problem]:
    """Check every name: unique, known, in use."""
    yield from _twice(draft)
    yield from _forms(draft)
    yield from _used(draft)
    yield from _questions_named(draft)
    yield from _sets(draft)
    yield from _unadvised(draft)


def _twice(draft: Draft) -> Iterator[Problem]:
    check = draft.check
    scoring = check.shape.scoring
    yield from unique((q.id, d.at("questions", n, "id")) for d in draft.forms for n, q in enumerate(d.shape.questions))
    yield from unique((r.id, d.at("rules", n, "id")) for d in draft.forms for n, r in enumerate(d.shape.rules))
    for document in draft.forms:
        for number, question in enumerate(document.shape.questions):
            loc = ("questions", number, "options")
            yield from unique((o.id, document.at(*loc, n, "id")) for n, o in enumerate(question.options))
    for measures in draft.those(shapes.MeasuresShape):
        yield from unique((m.id, measures.at("measures", n, "id")) for n, m in enumerate(measures.shape.measures))
    for sources in draft.those(shapes.SourcesShape):
        yield from unique((s.id, sources.at("sources", n, "id")) for n, s in enumerate(sources.shape.sources))
    for contacts in draft.those(shapes.ContactsShape):
        yield from unique((c.id, contacts.at("contacts", n, "id")) for n, c in enumerate(contacts.shape.contacts))
    for law in draft.those(shapes.LawsShape):
        yield from unique((one.id, law.at("law", n, "id")) for n, one in enumerate(law.shape.law))
    for terms in draft.those(shapes.TermsShape):
        yield from unique((t.term, terms.at("terms", n, "term")) for n, t in enumerate(terms.shape.terms))
    yield from unique((t.form, check.at("topics", n, "form")) for n, t in enumerate(check.shape.topics))
    yield from unique((r.shape.code, r.at("code")) for r in draft.those(RegionShape))
    for scale in ("inherent_levels", "shortfall_levels", "bands", "classes"):
        steps = getattr(scoring, scale)
        yield from unique((s.id, check.at("scoring", scale, n, "id")) for n, s in enumerate(steps))


def unique(named: Named) -> Iterator[Problem]:
    """Say so when a name was given before."""
    seen: dict[str, Place] = {}
    for name, place in named:
        if name in seen:
            other = f"{seen[name].path.rpartition('/')[2]} regel {seen[name].line}"
            yield place.problem("PC308", name=name, other=other)
        seen.setdefault(name, place)


def _forms(draft: Draft) -> Iterator[Problem]:
    check = draft.check
    stems = {document.stem for document in draft.forms} | {path.stem for path in draft.folder.path.glob("*.yaml")}
    for document in draft.forms:
        if document.stem != document.shape.id:
            yield document.at("id").problem("PC311", name=document.shape.id, file=f"{document.stem}.yaml")
        elif document.shape.id not in route(check.shape):
            yield document.at("id").problem("PC312", name=document.shape.id)
    if check.shape.inherent.form not in stems:
        yield check.at("inherent", "form").problem("PC307", name=check.shape.inherent.form, near=near("", ()))
    for number, topic in enumerate(check.shape.topics):
        place = check.at("topics", number, "form")
        if topic.form == check.shape.inherent.form:
            yield place.problem("PC308", name=topic.form, other="inherent")
        elif topic.form not in stems:
            yield place.problem("PC307", name=topic.form, near=near(topic.form, (d.stem for d in draft.forms)))


def _used(draft: Draft) -> Iterator[Problem]:
    """Measures, sources, contacts and law points that something refers to."""
    for document in draft.forms:
        yield from _used_in_form(draft, document)
    for measures in draft.those(shapes.MeasuresShape):
        for number, measure in enumerate(measures.shape.measures):
            yield from known(draft, "sources", measures, ("measures", number, "sources"), measure.sources)
    for law in draft.those(shapes.LawsShape):
        for number, one in enumerate(law.shape.law):
            yield from known(draft, "sources", law, ("law", number, "sources"), one.sources)
    for sector, contact in draft.check.shape.senders.items():
        yield from known_one(draft, "contacts", contact, draft.check.at("senders", sector))


def _used_in_form(draft: Draft, document: Document[shapes.FormShape]) -> Iterator[Problem]:
    for number, question in enumerate(document.shape.questions):
        loc: Loc = ("questions", number)
        yield from known(draft, "sources", document, (*loc, "sources"), question.sources)
        for at, option in enumerate(question.options):
            here = (*loc, "options", at)
            yield from known(draft, "measures", document, (*here, "advise"), option.advise)
            if option.law:
                yield from known_one(draft, "law", option.law, document.at(*here, "law"))
    for number, rule in enumerate(document.shape.rules):
        for key in ("advise", "replace", "hold_back"):
            yield from known(draft, "measures", document, ("rules", number, key), getattr(rule, key))


def known(
    draft: Draft, sort: str, document: Document[shapes.Shape], loc: Loc, names: Iterable[str]
) -> Iterator[Problem]:
    """Say so when a name of a list is not there, or stands there twice."""
    seen = set()
    for number, name in enumerate(names):
        place = document.at(*loc, number)
        if name in seen:
            yield place.problem("PC316", name=name)
        seen.add(name)
        yield from known_one(draft, sort, name, place)


def known_one(draft: Draft, sort: str, name: str, place: Place) -> Iterator[Problem]:
    """Say so when a name is not there; silent while the file that gives it cannot be read."""
    there = draft.known[sort]
    if there is not None and name not in there:
        yield place.problem(NUMBER_OF[sort], name=name, near=near(name, there))


def _questions_named(draft: Draft) -> Iterator[Problem]:
    check = draft.check
    places = {
        check.shape.branch_question: check.at("branch_question"),
        check.shape.region_question: check.at("region_question"),
    }
    bonus = check.shape.scoring.bonus.questions
    places |= {name: check.at("scoring", "bonus", "questions", at) for at, name in enumerate(bonus)}
    for name, place in places.items():
        yield from question_known(draft, name, place)
    yield from unique((name, check.at("scoring", "bonus", "questions", at)) for at, name in enumerate(bonus))
    for name, asked in draft.questions.items():
        if name in check.shape.retired:
            yield asked.place.problem("PC309", name=name)
        if name in RESERVED or name == INHERENT:
            yield asked.place.problem("PC310", name=name)


def question_known(draft: Draft, name: str, place: Place) -> Iterator[Problem]:
    """Say so when there is no such question; silent while a form cannot be read."""
    if name not in draft.questions and draft.whole:
        yield place.problem("PC301", name=name, near=near(name, draft.questions))


def _sets(draft: Draft) -> Iterator[Problem]:
    for document in draft.those(shapes.MeasuresShape):
        for number, measure in enumerate(document.shape.measures):
            for question, option in measure.sets.items():
                loc = ("measures", number, "sets", question)
                yield from question_known(draft, question, document.key(*loc))
                asked = draft.questions.get(question)
                if asked and option not in asked.options:
                    close = near(option, asked.options)
                    yield document.at(*loc).problem("PC302", name=option, question=question, near=close)


def _unadvised(draft: Draft) -> Iterator[Problem]:
    forms = [document.shape for document in draft.forms]
    advised = {name for form in forms for question in form.questions for o in question.options for name in o.advise}
    advised |= {name for form in forms for rule in form.rules for name in rule.advise}
    if len(forms) < sum(kind == "form" for kind, _, _ in draft.folder.trees) or not draft.whole:
        return  # a form that is not understood yet may well advise it
    for document in draft.those(shapes.MeasuresShape):
        for number, measure in enumerate(document.shape.measures):
            if measure.id not in advised:
                yield document.at("measures", number, "id").problem("PC313", name=measure.id)
