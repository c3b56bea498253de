"""What a command that runs the program needs: the settings and an installation, or one plain sentence why not."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from shopcheck import usecases
from shopcheck.core.errors import QuestionnaireInvalid, ShopcheckError
from shopcheck.letter import LetterWorker, print_pdf
from shopcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def said_plainly() -> Iterator[None]:
    """Tell what an operator or author has to do in plain words, and leave with 1."""
    try:
        yield
    except QuestionnaireInvalid as error:
        raise click.ClickException("\n".join(map(str, error.problems))) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or type(error).__name__}: {error.strerror or error}") from None
    except ShopcheckError as error:
        raise click.ClickException(f"{type(error).__name__}: {error}") from None


def settings() -> Settings:
    """Read the settings from the environment, and make the data folder for this user alone."""
    found = Settings.from_environment(os.environ)
    found.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


@contextmanager
def installation() -> Iterator[usecases.Installation]:
    """Open the installation of the environment, with its tables up to date."""
    opened = usecases.open_installation(settings())
    try:
        yield opened
    finally:
        opened.store.close()


@contextmanager
def letters() -> Iterator[Callable[[str], bytes]]:
    """Print HTML to PDF with a letter process of this command alone, which starts when it is first needed."""
    with ExitStack() as kept:

        @cache
        def own() -> Path:
            folder = Path(kept.enter_context(TemporaryDirectory()))
            return kept.enter_context(LetterWorker(folder / "letter.sock")).socket_path

        yield lambda html: print_pdf(html, own())
