"""What the tests need of the machine they run on. A tool that is missing skips a test; where CI is set it fails it."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

FAULTS = int(os.environ.get("FAULTS", "0"))  # how often to pull the plug; 0: the few times of an ordinary run
IN_CI = bool(os.environ.get("CI"))


def unavailable(reason: str) -> NoReturn:
    """Leave the test, and say in one sentence what the machine lacks. In CI nothing may be lacking."""
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def program(*names: str, brought_by: str) -> str:
    """Return the path of the first of these programs that is here; `brought_by` is the package that brings it."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or unavailable(
        f"{names[0]} is not on this machine: install {brought_by}, or run script/bootstrap --dev"
    )


def times(few: int) -> int:
    """Return how often a fault test repeats: `few`, or FAULTS when that is set (script/faults)."""
    return FAULTS or few
