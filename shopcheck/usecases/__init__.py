"""The verbs: what a person can do, and what time does. Each gathers, decides, and applies in one transaction.

What returns without an error is committed and on disk. A form that is posted twice has its effect once: its nonce and
what it says are marked as done in the same transaction. A form that says something else is a new one, also with the
same nonce, so that nothing typed is dropped in silence.
"""

from __future__ import annotations

from shopcheck.store.checkups import Addressee, Checkup, Keep
from shopcheck.store.sessions import Visit
from shopcheck.usecases.checks import (
    address,
    apply_retention,
    choose,
    finish,
    forget,
    kept_until,
    leave,
    merge,
    resume,
    save,
    start,
    visit,
)
from shopcheck.usecases.installation import Installation, open_installation, today_here
from shopcheck.usecases.letters import issue_letter

__all__ = [
    "Addressee",
    "Checkup",
    "Installation",
    "Keep",
    "Visit",
    "address",
    "apply_retention",
    "choose",
    "finish",
    "forget",
    "issue_letter",
    "kept_until",
    "leave",
    "merge",
    "open_installation",
    "resume",
    "save",
    "start",
    "today_here",
    "visit",
]
