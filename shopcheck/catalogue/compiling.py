"""Conditions in the files → compiled conditions, each once; every flaw at its own place, said in Dutch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shopcheck.catalogue.names import INHERENT, LAST
from shopcheck.catalogue.problems import Place, near
from shopcheck.core.conditions import COMPARISON, Condition, ConditionInvalid, Scope
from shopcheck.core.questionnaire import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopcheck.catalogue.files import Document, Loc
    from shopcheck.catalogue.names import Draft
    from shopcheck.catalogue.shapes import Shape
    from shopcheck.core.errors import Problem

SORTS = {Kind.CHOICE: "text", Kind.CHOICES: "list", Kind.NUMBER: "number", Kind.TEXT: "text"}
LONGEST = 1000  # characters of CEL text; the longest in use has about 130
FEW_LOOPS = 2  # exists within exists within exists would go round too often for one answer
LOOPS = re.compile(r"\.\s*(?:all|exists|exists_one|filter|map)\s*\(")
EVERYWHERE = 2 * LAST  # later than any question
UNDECLARED = re.compile(r"undeclared reference to '(\w+)'")
NO_OPTION = re.compile(r"no option '(.*)' in (.*)")
# Which word is held against which question: name == "word" · name in ["word", …] · "word" in name.
EQUALS = re.compile(r"\b([a-z]\w*)\s*[!=]=\s*[\"']([^\"']*)[\"']")
WITHIN = re.compile(r"\b([a-z]\w*)\s+in\s+\[([^\]]*)\]")
HOLDS = re.compile(r"[\"']([^\"']*)[\"']\s+in\s+([a-z]\w*)\b")
WORD = re.compile(r"[\"']([^\"']*)[\"']")
OPERATORS = 'Gebruik ==, !=, in, && (en) en || (of), en zet woorden tussen aanhalingstekens: kas == "ja".'


class Compiler:
    """Compiles every condition of one questionnaire and keeps the problems it meets."""

    def __init__(self, draft: Draft) -> None:
        """Declare every question, and the inherent score."""
        self.draft = draft
        self.problems: list[Problem] = []
        self.asked = asked = {**draft.questions, **draft.regional}
        sorts = {name: SORTS.get(Kind(one.kind), "text") for name, one in asked.items() if one.kind in set(Kind)}
        sorts = {name: sort for name, sort in sorts.items() if re.fullmatch("[a-z][a-z0-9_]*", name)}
        options = {name: frozenset(asked[name].options) for name in sorts}
        self.scope = Scope(sorts | {INHERENT: "number"}, options)

    def flag(self, document: Document[Shape], loc: Loc, raw: bool | Raw, before: int) -> bool | Condition:
        """Give true or false as it stands, or compile the condition; False when it does not hold water."""
        if isinstance(raw, bool):
            return raw
        return self.condition(document, loc, raw, before, inherent=True) or False

    def condition(
        self, document: Document[Shape], loc: Loc, raw: Raw, before: int = EVERYWHERE, *, inherent: bool = False
    ) -> Condition | None:
        """Compile one condition that may look at questions before this position; None when something is wrong."""
        if len(raw) > LONGEST or (isinstance(raw, str) and len(LOOPS.findall(raw)) > FEW_LOOPS):
            self.problems.append(document.at(*loc).problem("PC408", most=LONGEST))
            return None
        if isinstance(raw, str):
            found = list(self._cel(document, loc, raw))
            text = raw
        else:
            found = list(self._shorthand(document, loc, raw))
            text = self.scope.spell(raw) if not found else ""
        place = document.at(*loc)
        compiled = None if found else self._compile(text, place, found)
        if compiled:
            found.extend(self._looks_at(compiled, place, before, inherent=inherent))
        self.problems.extend(found)
        return None if found else compiled

    def _compile(self, text: str, place: Place, found: list[Problem]) -> Condition | None:
        try:
            return self.scope.compile(text)
        except ConditionInvalid as invalid:
            found.extend(self._flaw(place, message, text) for _, message in invalid.flaws)
            return None

    def _cel(self, document: Document[Shape], loc: Loc, text: str) -> Iterator[Problem]:
        scalar = document.scalar(*loc)
        start = document.at(*loc)
        lead = scalar.lead if scalar else None

        def at(column: int) -> Place:
            return start if lead is None else Place(start.path, start.line, start.column + lead + column)

        own = {}
        for name, word, index in _comparisons(text):
            asked = self.asked.get(name)
            if asked and asked.options and word not in asked.options:
                own[index] = at(index).problem("PC302", name=word, question=name, near=near(word, asked.options))
        yield from own.values()
        for column, message in self._flaws(text):
            unknown = UNDECLARED.search(message)
            if column - 1 not in own and (self.draft.whole or not unknown):
                yield self._flaw(at(column - 1), message, text)

    def _flaws(self, text: str) -> tuple[tuple[int, str], ...]:
        """Give what the compiler says; of flaws in the writing only the first, which causes the others."""
        try:
            self.scope.compile(text)
        except ConditionInvalid as invalid:
            syntax = [flaw for flaw in invalid.flaws if "Syntax" in flaw[1]]
            return tuple(syntax[:1] or invalid.flaws)
        return ()

    def _flaw(self, place: Place, message: str, text: str) -> Problem:
        if unknown := UNDECLARED.search(message):
            return place.problem("PC301", name=unknown[1], near=near(unknown[1], self.draft.questions))
        if option := NO_OPTION.search(message):
            names = option[2].split(", ")
            asked = [self.asked[name] for name in names if name in self.asked]
            free = [one.id for one in asked if one.kind == Kind.TEXT]
            if free:
                return place.problem("PC403", name=free[0])
            known = [one for question in asked for one in question.options]
            return place.problem("PC302", name=option[1], question=option[2], near=near(option[1], known))
        if "recursion" in message:
            return place.problem("PC408", most=LONGEST)
        what, hint = _said(message, text)
        return place.problem("PC401", what=what, hint=hint)

    def _shorthand(self, document: Document[Shape], loc: Loc, raw: Mapping[str, str | list[str]]) -> Iterator[Problem]:
        for name, wanted in raw.items():
            asked = self.asked.get(name)
            if asked is None and name != INHERENT:
                if self.draft.whole:
                    near_it = near(name, self.draft.questions)
                    yield document.key(*loc, name).problem("PC301", name=name, near=near_it)
            elif asked is None or asked.kind == Kind.NUMBER:
                if isinstance(wanted, list) or not COMPARISON.fullmatch(wanted.strip()):
                    yield document.at(*loc, name).problem("PC404", name=name, value=wanted)
            elif asked.kind != Kind.TEXT:
                yield from self._options(document, (*loc, name), wanted, asked.options)

    @staticmethod
    def _options(
        document: Document[Shape], loc: Loc, wanted: str | list[str], options: tuple[str, ...]
    ) -> Iterator[Problem]:
        places = {(): wanted} if isinstance(wanted, str) else {(number,): one for number, one in enumerate(wanted)}
        for tail, word in places.items():
            if word not in options:
                where = document.at(*loc, *tail)
                yield where.problem("PC302", name=word, question=loc[-1], near=near(word, options))

    def _looks_at(self, condition: Condition, place: Place, before: int, *, inherent: bool) -> Iterator[Problem]:
        if not condition.names:
            yield place.problem("PC405")
        for name in condition.names:
            asked = self.asked.get(name)
            if name == INHERENT and not inherent:
                yield place.problem("PC407")
            if asked and asked.kind == Kind.TEXT:
                yield place.problem("PC403", name=name)
            if name in self.draft.regional and self.draft.regional[name].place.path != place.path:
                yield place.problem("PC319", name=name)
            elif asked and asked.position >= before:
                yield place.problem("PC402", name=name)


Raw = str | dict[str, str | list[str]]


def _comparisons(text: str) -> Iterator[tuple[str, str, int]]:
    """Give (question, word, where the word stands) for every plain comparison in CEL text."""
    for match in EQUALS.finditer(text):
        yield match[1], match[2], match.start(2) - 1
    for match in HOLDS.finditer(text):
        yield match[2], match[1], match.start(1) - 1
    for match in WITHIN.finditer(text):
        for word in WORD.finditer(match[2]):
            yield match[1], word[1], match.start(2) + word.start()


def _said(message: str, text: str) -> tuple[str, str]:
    """Say in Dutch what the compiler said, and the usual cure."""
    if "Syntax" in message:
        return "dit is geen geldige schrijfwijze", _hint(text)
    if "overload" not in message:
        return "zij is geen ja of nee", OPERATORS
    several = 'Kan men bij deze vraag meer antwoorden kiezen? Schrijf dan "woord" in vraag.'
    return "twee dingen die niet bij elkaar passen worden vergeleken", several if "list" in message else OPERATORS


def _hint(text: str) -> str:
    if re.search(r"\b(and|en)\b", text):
        return "Schrijf && in plaats van en."
    if re.search(r"\b(or|of)\b", text):
        return "Schrijf || in plaats van of."
    if re.search(r"[^=!<>]=[^=]", text):
        return "Schrijf == in plaats van =."
    return OPERATORS
