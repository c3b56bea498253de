"""Work that is done beside the pages: the only door to procrastinate.

    asking.py   giving out tickets     worker.py   doing the work     tickets.py   between them, procrastinate's jobs
    memory.py   without PostgreSQL     schema.py   the tables that procrastinate needs on PostgreSQL

What is to be done stands in tables of our own. A job here is only a ticket: there is something to do, look. So a ticket
holds nothing, may be lost, and may come twice. On PostgreSQL tickets are given out in the transaction of what is to be
done, and wake a worker on any machine; in memory there is one worker, which looks every second.
"""

from shopcheck.jobs.asking import ask
from shopcheck.jobs.schema import prepare
from shopcheck.jobs.worker import Work, Worker

__all__ = ["Work", "Worker", "ask", "prepare"]
