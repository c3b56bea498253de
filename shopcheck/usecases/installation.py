"""One running program, and what every use case needs of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from shopcheck import catalogue, jobs
from shopcheck.core.errors import QuestionnaireGone
from shopcheck.core.receivers import Receivers
from shopcheck.settings import PREFERRED
from shopcheck.store.database import driver_of
from shopcheck.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.catalogue import Catalogue
    from shopcheck.core.questionnaire import Questionnaire
    from shopcheck.settings import Settings
    from shopcheck.store.checkups import Checkup

HERE = ZoneInfo("Europe/Amsterdam")


def today_here() -> date:
    """What day it is in the Netherlands, wherever the machine stands."""
    return datetime.now(HERE).date()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Installation:
    """One running program: what it asks, where it keeps answers, and what time it is there."""

    settings: Settings
    catalogue: Catalogue = field(repr=False)
    store: Store
    today: Callable[[], date] = today_here
    now: Callable[[], datetime] = _now
    receivers: Receivers = field(default_factory=Receivers, repr=False)

    @property
    def seconds(self) -> int:
        """Now, in seconds since 1970."""
        return int(self.now().timestamp())

    @property
    def offered(self) -> Questionnaire:
        """The questionnaire that a new visitor gets."""
        newest = self.catalogue.newest
        return newest.get(PREFERRED) or next(iter(newest.values()))

    def questionnaire_of(self, checkup: Checkup) -> Questionnaire:
        """Give the version that the check was started with; where it is gone, the newest under that name.

        Raises QuestionnaireGone.
        """
        try:
            return self.catalogue.find(checkup.questionnaire_id, checkup.version)
        except KeyError:
            raise QuestionnaireGone(checkup.questionnaire_id) from None


def open_installation(settings: Settings) -> Installation:
    """Read the questionnaires and who hears of releases, open the store and bring its tables up to date.

    Raises QuestionnaireInvalid, StoreRefused or StoreUnavailable.
    """
    questionnaires = catalogue.load_all(settings.questionnaires)
    receivers = catalogue.read_receivers(settings.channels) if settings.channels else Receivers()
    store = open_store(settings.database_url, settings.data)
    if not store.database.sqlite:
        with store.database.closed_on_error(), store.database.writing() as connection:
            jobs.prepare(driver_of(connection))
    return Installation(settings, questionnaires, store, receivers=receivers)
