"""Two tabs, two devices, the back button: no answer vanishes unless its owner was asked."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from shopcheck import usecases
from shopcheck.core.errors import AnswersConflict
from tests.machine import times
from tests.store.installations import Clock, begin, install, page

QUESTIONS = st.sampled_from(["kas_a", "kas_b", "kas_c"])
VALUES = st.sampled_from(["goed", "matig", "slecht"])
TABS = st.sampled_from([0, 1, 2])


class Tabs(RuleBasedStateMachine):
    """Three tabs on one check, and what its owner has been told is kept."""

    @initialize()
    def open_tabs(self) -> None:
        """Start a check and look at it in every tab."""
        self.folder = TemporaryDirectory()
        data = Path(self.folder.name)
        self.installation = install(f"sqlite:///{data / 'shopcheck.sqlite3'}", data, Clock())
        self.visit = begin(self.installation)
        self.kept: dict[str, str] = {}
        self.since: dict[str, int] = {}
        self.seen = dict.fromkeys(range(3), 0)  # how many saves a tab has seen
        self.base = dict.fromkeys(range(3), self.visit.checkup.revision)
        self.saves = count(1)

    @rule(tab=TABS)
    def reload(self, tab: int) -> None:
        """Look again in a tab."""
        self._look(tab)

    @rule(tab=TABS, question=QUESTIONS, value=VALUES)
    def save(self, tab: int, question: str, value: str) -> None:
        """Save one answer from what this tab shows."""
        number = next(self.saves)
        unseen = self.since.get(question, 0) > self.seen[tab] and self.kept.get(question) != value
        try:
            usecases.save(
                self.installation, self.visit, page(**{question: value}), revision=self.base[tab], nonce=str(number)
            )
        except AnswersConflict as conflict:
            assert unseen, "asked without a reason"
            assert conflict.questions == (question,)  # noqa: PT017 - either outcome is right, at its time
            self._look(tab)
        else:
            assert not unseen, "an answer was lost without asking"
            if self.kept.get(question) != value:
                self.since[question] = number
            self.kept[question] = value

    def _look(self, tab: int) -> None:
        self.visit = usecases.visit(self.installation, self._session())
        self.base[tab] = self.visit.checkup.revision
        self.seen[tab] = max(self.since.values(), default=0)

    def _session(self) -> str:
        return usecases.resume(
            self.installation, self.visit.checkup.code, client=f"198.51.100.{next(self.saves) % 200}"
        )

    def teardown(self) -> None:
        """Compare at the end, and close."""
        if hasattr(self, "visit"):
            checkup = usecases.visit(self.installation, self._session()).checkup
            assert {one: checkup.answers[one] for one in self.kept} == self.kept  # type: ignore[index]  # plain ids
            self.installation.store.close()
            self.folder.cleanup()


def run(steps: int) -> None:
    """Let Hypothesis play with the tabs."""
    run_state_machine_as_test(Tabs, settings=settings(max_examples=steps, stateful_step_count=12, deadline=None))


def test_no_answer_vanishes_without_asking() -> None:
    run(times(15))
