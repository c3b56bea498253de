"""`python -m shopcheck.cli …` is the same as `shopcheck …`."""

from __future__ import annotations

from shopcheck.cli import main

main()
