"""`python -m shopcheck.letter SOCKET`: the letter process, which says in one line why it could not start."""

from __future__ import annotations

import sys
from pathlib import Path

from shopcheck.letter.scratch import private_folder
from shopcheck.logs import log


def main() -> None:
    """Load the typesetter and serve."""
    try:
        with private_folder(Path(sys.argv[1])):
            from shopcheck.letter import worker  # noqa: PLC0415 - a typesetter that cannot be loaded is told as well

            worker.main(sys.argv[1])
    except Exception as error:  # noqa: BLE001 - whatever it is; no letter was read yet, so the message holds none
        log.error("letter process not started", cause=type(error).__name__, what=str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
