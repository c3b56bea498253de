"""When something applies: a condition over answers, three-valued.

A condition is CEL text (https://cel.dev) or the shorthand of the questionnaire files. It holds, does not hold, or
cannot be told yet, because an answer it needs is missing: `None`. The only module that imports CEL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cel_expr_python import cel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CEL_TYPE = {"text": cel.Type.STRING, "list": cel.Type.List(cel.Type.STRING), "number": cel.Type.INT}
LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
MEMBERSHIP = re.compile(r'(\w+) in \[("\w+"(?:, "\w+")*)\]')
LITERAL_ID = re.compile(r'"(\w+)"')
PLACE = re.compile(r"ERROR: <input>:\d+:(\d+): (.+)")
UNDECLARED = re.compile(r"undeclared reference to '(\w+)'")
COMPARISON = re.compile(r"(==|!=|<=|>=|<|>)\s*(-?\d+)")


class ConditionInvalid(ValueError):
    """The text is no condition over these names; `flaws` are (column from 1, message in English)."""

    def __init__(self, flaws: Sequence[tuple[int, str]]) -> None:
        """Keep every flaw, not only the first."""
        self.flaws = tuple(flaws)
        super().__init__("; ".join(message for _, message in self.flaws))


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition; two with the same text are equal. `names` are the ids it looks at."""

    text: str
    names: tuple[str, ...]
    program: cel.Expression = field(compare=False, repr=False)
    parts: tuple[tuple[str, frozenset[str]], ...] = field(default=(), compare=False, repr=False)

    def holds(self, values: Mapping[str, object]) -> bool | None:
        """Say whether it holds for these values (id → str, list of str or int); None when an answer is missing."""
        if self.parts:
            return self._parts_hold(values)
        known = {name: values[name] for name in self.names if name in values}
        value = self.program.eval(data=known)
        return None if value.type() == cel.Type.ERROR else bool(value.value())

    def _parts_hold(self, values: Mapping[str, object]) -> bool | None:
        """Do what CEL does for `a in [...] && b in [...]`, ten times as fast; a property test compares the two."""
        told = True
        for name, wanted in self.parts:
            value = values.get(name)
            if value is None:
                told = False
            elif value not in wanted:
                return False
        return True if told else None


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a condition may use.

    `sorts` maps an id to "text", "list" or "number"; `options` maps an id to the option ids that it can have.
    """

    sorts: Mapping[str, str]
    options: Mapping[str, frozenset[str]]
    env: cel.Env = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Declare every name to CEL, so that types are checked before anyone answers."""
        env = cel.NewEnv(variables={name: CEL_TYPE[sort] for name, sort in self.sorts.items()})
        object.__setattr__(self, "env", env)

    def compile(self, text: str) -> Condition:
        """Compile CEL text. Raises ConditionInvalid with every flaw: unknown name, wrong type, no such option."""
        try:
            program = self.env.compile(text)
        except RuntimeError as error:
            found = PLACE.findall(str(error)) or [("1", str(error))]
            raise ConditionInvalid([(int(column), message) for column, message in found]) from None
        if program.return_type() != cel.Type.BOOL:
            raise ConditionInvalid([(1, "a condition must be true or false")])
        names = names_in(text)
        self._check_literals(text, names)
        return Condition(text, names, program, self._parts_of(text))

    def _parts_of(self, text: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """Read back the form that `spell` writes; nothing when the text is anything else."""
        matches = [MEMBERSHIP.fullmatch(part) for part in text.split(" && ")]
        parts = tuple((match[1], frozenset(LITERAL_ID.findall(match[2]))) for match in matches if match)
        plain = len(parts) == len(matches) and all(self.sorts[name] == "text" for name, _ in parts)
        return parts if plain else ()

    def _check_literals(self, text: str, names: tuple[str, ...]) -> None:
        known = frozenset[str]().union(*(self.options.get(name, frozenset()) for name in names))
        flaws = [
            (match.start() + 1, f"no option '{match[1] or match[2]}' in {', '.join(names)}")
            for match in LITERAL.finditer(text)
            if (match[1] or match[2]) not in known
        ]
        if flaws:
            raise ConditionInvalid(flaws)

    def spell(self, shorthand: Mapping[str, object]) -> str:
        """Write the shorthand `{kas: [ja, soms], bedrag: "> 500"}` as CEL text; every part must hold."""
        return " && ".join(self._part(name, wanted) for name, wanted in shorthand.items())

    def _part(self, name: str, wanted: object) -> str:
        comparison = COMPARISON.fullmatch(str(wanted).strip())
        if self.sorts.get(name) == "number" and comparison:
            return f"{name} {comparison[1]} {comparison[2]}"
        wanted_ids = [str(one) for one in wanted] if isinstance(wanted, (list, tuple)) else [str(wanted)]
        listed = "[" + ", ".join(f'"{one}"' for one in wanted_ids) + "]"
        if self.sorts.get(name) == "list":
            return f"{name}.exists(one, one in {listed})"
        return f"{name} in {listed}"


NOTHING_DECLARED = cel.NewEnv(variables={})


def names_in(text: str) -> tuple[str, ...]:
    """Name the ids that the text refers to: exactly those an empty environment does not know."""
    try:
        NOTHING_DECLARED.compile(text)
    except RuntimeError as error:
        return tuple(dict.fromkeys(UNDECLARED.findall(str(error))))
    return ()
