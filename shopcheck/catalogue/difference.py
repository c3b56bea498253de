"""Two versions of a questionnaire side by side: what the files say, and which shops get another class by it.

The shops are made up, the same ones for both versions (`shops`): no real answers are needed, or kept, for this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from shopcheck.catalogue.shops import SEED, shops, smallest, told
from shopcheck.core.assessment import assess
from shopcheck.core.conditions import Condition
from shopcheck.core.response import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.core.assessment import Assessment
    from shopcheck.core.questionnaire import QuestionId, Questionnaire
    from shopcheck.core.response import Answer

    Side = tuple[Questionnaire, dict[QuestionId, Answer]]

SHOPS = 2000
# What is worked out of the rest, or is the folder in which all the rest stands.
DERIVED = {"hash", "option", "worst", "worst_detection", "form", "terms"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: where it stands, and what it was and is; None: it was not there, or is gone."""

    sort: str  # form, question, option, rule, measure, …
    name: str
    key: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A made-up shop whose class changed, brought down to the answers that make it change."""

    number: int
    before: str
    after: str
    figures: str
    answers: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All of it. `moves` counts shops by class before and after; `example` is one that moved."""

    changes: tuple[Change, ...]
    shops: int
    moves: tuple[tuple[str, str, int], ...]
    example: Moved | None

    @property
    def moved(self) -> int:
        """How many shops get another class."""
        return sum(number for before, after, number in self.moves if before != after)

    def as_json(self) -> dict[str, object]:
        """Give plain values."""
        moves = [{"from": before, "to": after, "shops": number} for before, after, number in self.moves]
        return {**asdict(self), "moves": moves, "moved": self.moved}


def difference(old: Questionnaire, new: Questionnaire, number: int = SHOPS, seed: int = SEED) -> Difference:
    """Compare two versions."""
    moves: Counter[tuple[str, str]] = Counter()
    example = None
    # Shops of a branch that both know; the route of each version takes of their answers what it asks.
    branches = old.questions[old.branch_question].option
    known = tuple(one for one in new.questions[new.branch_question].option if one in branches)
    pairs = zip(shops(old, number, seed, known), shops(new, number, seed, known), strict=True)
    for at, (before, after) in enumerate(pairs):
        was, now = assess(respond(old, before)), assess(respond(new, after))
        step = _class(was), _class(now)
        moves[step] += 1
        if example is None and step[0] != step[1]:
            example = _moved(at + 1, (old, before), (new, after))
    order = [str(one.id) for one in (*old.scoring.classes, *new.scoring.classes)]
    ranks = {step: tuple(order.index(one) if one in order else -1 for one in step) for step in moves}
    rows = tuple((*step, moves[step]) for step in sorted(moves, key=ranks.__getitem__))
    return Difference(tuple(changes(old, new)), number, rows, example)


def _class(assessment: Assessment) -> str:
    return assessment.risk_class.id if assessment.risk_class else "geen"


def _moved(number: int, old: Side, new: Side) -> Moved:
    """Tell one shop that moved, with no more answers than it takes to move so."""

    def both(names: Mapping[QuestionId, Answer]) -> tuple[Assessment, Assessment]:
        was, now = (
            assess(respond(one, {name: shop[name] for name in shop if name in names})) for one, shop in (old, new)
        )
        return was, now

    step = tuple(map(_class, both({**old[1], **new[1]})))
    least = smallest({**old[1], **new[1]}, lambda names: tuple(map(_class, both(names))) == step)
    was, now = both(least)
    parts = (("omstandigheden", was.inherent, now.inherent), ("preventie", was.prevention, now.prevention))
    figures = ", ".join(f"{name} {before} → {after}" for name, before, after in parts)
    return Moved(number, _class(was), _class(now), figures, told(least))


def changes(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    """Give every difference in the order of the new version; what is gone comes last of its sort."""
    before, after = _facts(old), _facts(new)
    for (sort, name), now in after.items():
        was = before.get((sort, name))
        if was is None:
            yield Change(sort, name, "", None, now.get("text") or now.get("title") or name)
            continue
        for key in dict.fromkeys((*now, *was)):
            if was.get(key) != now.get(key):
                yield Change(sort, name, key, was.get(key), now.get(key))
    for (sort, name), was in before.items():
        if (sort, name) not in after:
            yield Change(sort, name, "", was.get("text") or was.get("title") or name, None)


Facts = dict[tuple[str, str], dict[str, str]]


def _facts(questionnaire: Questionnaire) -> Facts:
    """Write every value down as text, by sort and name."""
    found: Facts = {("check", questionnaire.id): _plain(questionnaire)}
    found["scoring", questionnaire.id] = _plain(questionnaire.scoring)
    for step in ("inherent_levels", "shortfall_levels", "bands", "classes"):
        found |= {(step, one.id): _plain(one) for one in getattr(questionnaire.scoring, step)}
    for form in questionnaire.forms:
        found["form", form.id] = _plain(form)
        for question in form.questions:
            found["question", question.id] = _plain(question)
            found |= {("option", f"{question.id} = {one.id}"): _plain(one) for one in question.options}
    if questionnaire.lattice:
        found["lattice", questionnaire.id] = _plain(questionnaire.lattice)
        found |= {("sectors", one.id): _plain(one) for one in questionnaire.lattice.sectors}
        found |= {("indicators", one.question): _plain(one) for one in questionnaire.lattice.indicators}
    found |= {("rule", rule.id): _plain(rule) for rule in questionnaire.rules}
    for sort in ("measures", "sources", "contacts", "law", "regions"):
        found |= {
            (sort.removesuffix("s"), str(name)): _plain(one) for name, one in getattr(questionnaire, sort).items()
        }
    for code, region in questionnaire.regions.items():
        found |= {("regional", f"{code} {text.id}"): _plain(text) for text in region.texts}
        found |= {("regional", f"{code} {offer.id}"): _plain(offer) for offer in region.offers}
    return found | {("term", name): {"text": text} for name, text in questionnaire.terms.items()}


def _plain(value: object) -> dict[str, str]:
    assert is_dataclass(value)  # noqa: S101 - every value of the core is one
    every = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in {"id", *DERIVED}}
    return {name: text for name, one in every.items() if (text := _text(one)) is not None}


def _text(value: object) -> str | None:
    """Write a value as an author would; None for nothing, and for what is listed by itself."""
    match value:
        case Condition():
            text = value.text
        case bool():
            text = str(value).lower()
        case float():
            text = f"{value:g}"
        case Mapping():
            return _table(value)
        case frozenset():
            text = ", ".join(sorted(map(str, value)))
        case tuple():
            text = ", ".join(map(str, value))
        case _:
            text = str(value)
    inside = value if isinstance(value, tuple) else (value,)
    return None if value is None or any(map(_listed, inside)) else text


def _listed(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, Condition)


def _table(value: Mapping[object, object]) -> str | None:
    if any(map(_listed, value.values())):
        return None
    spelled = {" × ".join(name) if isinstance(name, tuple) else str(name): one for name, one in value.items()}
    return ", ".join(f"{name} = {one}" for name, one in spelled.items())
