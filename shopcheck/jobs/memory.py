"""Tickets in the memory of one worker, for where there is no PostgreSQL."""

from __future__ import annotations

from typing import Any, Literal

from procrastinate.testing import InMemoryConnector


class Memory(InMemoryConnector):
    """The connector that procrastinate has for tests, which remembers everything: made to forget what is done."""

    async def generic_execute(self, query: str, suffix: Literal["run", "one", "all"], **arguments: Any) -> Any:  # noqa: ANN401 - as it is there
        """Answer, without a list of all that was ever asked."""
        self.queries.clear()
        return await super().generic_execute(query, suffix, **arguments)

    async def finish_job_run(self, job_id: int, status: str, delete_job: bool) -> None:
        """Finish, and forget what happened to a job that is gone."""
        await super().finish_job_run(job_id, status, delete_job)
        if delete_job:
            del self.events[job_id]
