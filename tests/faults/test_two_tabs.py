"""Two tabs, two devices, the back button: no answer vanishes unless its owner was asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as play

from shopcheck import usecases
from shopcheck.core.errors import AnswersConflict
from shopcheck.usecases import Keep
from tests.store.installations import CLIENT, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopcheck.core.questionnaire import QuestionId
    from shopcheck.core.response import Answer
    from shopcheck.usecases import Installation, Visit
    from tests.store.installations import Clock

pytest_plugins = ("tests.store.fixtures",)

TABS = 3
STEPS = 12
PAGES = st.dictionaries(
    st.sampled_from(["kas_a", "kas_b", "kas_c"]),
    st.none() | st.sampled_from(["goed", "matig", "slecht"]),  # none: the answer is taken away
    min_size=1,
)


@dataclass
class Tab:
    """What stands in one tab: the page, and how many changes its owner could know of."""

    session_key: str
    visit: Visit
    changes: int = 0


class Tabs(RuleBasedStateMachine):
    """Three tabs on one check, the last on another device, beside a plain dictionary of what must be kept."""

    def __init__(self, installation: Installation, clock: Clock) -> None:
        """Start a check, an hour after the one before, so that no limit on trying codes is met."""
        super().__init__()
        self.installation = installation
        clock.go_on(hours=1)
        here = usecases.start(installation, {}, consent=False, keep=Keep.QUARTER)
        code = usecases.visit(installation, here).checkup.code
        elsewhere = usecases.resume(installation, code, client=CLIENT)
        self.tabs = [Tab(one, usecases.visit(installation, one)) for one in (here, here, elsewhere)]
        self.kept: dict[QuestionId, Answer] = {}
        self.changed: dict[QuestionId, int] = {}  # at which change each question got its answer
        self.changes = 0
        self.nonces = map(str, count())
        self.posted: list[tuple[Visit, Mapping[QuestionId, Answer | None], str]] = []

    @rule(tab=st.integers(0, TABS - 1))
    def look(self, tab: int) -> None:
        """Load the page again."""
        shown = self.tabs[tab]
        shown.visit, shown.changes = usecases.visit(self.installation, shown.session_key), self.changes

    @rule(tab=st.integers(0, TABS - 1), given=PAGES, back=st.booleans())
    def save(self, tab: int, given: dict[str, str | None], back: bool) -> None:
        """Post what stands in a tab; with `back` its owner goes back to the page as it was."""
        shown, typed, nonce = self.tabs[tab], page(**given), next(self.nonces)
        changed = {one for one, answer in typed.items() if self.kept.get(one) != answer}
        unknown = {one for one in changed if self.changed.get(one, 0) > shown.changes}
        if unknown:
            with pytest.raises(AnswersConflict) as asked:
                self._post(shown.visit, typed, nonce)
            assert set(asked.value.questions) == unknown
        else:
            self._post(shown.visit, typed, nonce)
            self.posted.append((shown.visit, typed, nonce))
            self._note(typed, changed)
        if not back:
            self.look(tab)

    @precondition(lambda self: bool(self.posted))
    @rule(which=st.integers(0, STEPS))
    def post_again(self, which: int) -> None:
        """Post a form that was saved before, however long ago: nothing happens and nothing is asked."""
        self._post(*self.posted[which % len(self.posted)])

    @invariant()
    def nothing_vanished(self) -> None:
        """Compare with the dictionary."""
        assert usecases.visit(self.installation, self.tabs[-1].session_key).checkup.answers == self.kept

    def _post(self, visit: Visit, typed: Mapping[QuestionId, Answer | None], nonce: str) -> None:
        usecases.save(self.installation, visit, typed, revision=visit.checkup.revision, nonce=nonce)

    def _note(self, typed: Mapping[QuestionId, Answer | None], changed: set[QuestionId]) -> None:
        self.changes += 1
        self.changed |= dict.fromkeys(changed, self.changes)
        self.kept = {one: answer for one, answer in {**self.kept, **typed}.items() if answer is not None}


@pytest.fixture
def tabs(installation: Installation, clock: Clock) -> type[Tabs]:
    """Give the game on this installation."""

    class Here(Tabs):
        def __init__(self) -> None:
            super().__init__(installation, clock)

    return Here


def test_no_answer_vanishes_without_asking(tabs: type[Tabs]) -> None:
    play(tabs, settings=settings(stateful_step_count=STEPS))


def test_when_the_last_one_wins_it_is_noticed(tabs: type[Tabs], monkeypatch: pytest.MonkeyPatch) -> None:
    honest = usecases.checks.merge
    monkeypatch.setattr(usecases.checks, "merge", lambda checkup, given, _: honest(checkup, given, checkup.revision))
    briefly = settings(stateful_step_count=STEPS, phases=[Phase.generate], database=None, report_multiple_bugs=False)
    with pytest.raises(pytest.fail.Exception, match="AnswersConflict"):
        play(tabs, settings=briefly)
