"""A print day for tests: an adviser, a printer that makes small but real PDFs, and a worker. The shops: street.py."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pikepdf

from shopcheck.usecases import desk, print_jobs, printing
from tests.store.sharing import JO

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopcheck.core.sharing import Account
    from shopcheck.usecases import Installation

REFERENCE = re.compile(r'data-reference="(\w+)"')


def chosen(installation: Installation, account: Account = JO) -> list[desk.Listed]:
    """Choose everything on the list of this adviser, in the order of the street."""
    return sorted(desk.every(installation, account), key=lambda one: one.summary.name)


def asked(installation: Installation, count: int = 2, account: Account = JO, nonce: str = "print") -> bytes:
    """Ask for the letters of the first shops of the street."""
    return print_jobs.start(installation, account, chosen(installation, account)[:count], nonce=nonce)


def paper(html: str) -> bytes:
    """Print a letter as its reference on three blank pages, or a cover on one."""
    found = REFERENCE.search(html)
    with pikepdf.new() as pdf:
        for _ in range(3 if found else 1):
            pdf.add_blank_page()
        pdf.docinfo["/Subject"] = found[1] if found else re.sub(r"<[^>]*>", " ", html.partition("</style>")[2])
        content = io.BytesIO()
        pdf.save(content, deterministic_id=True)
    return content.getvalue()


def everybody(_installation: Installation, _account_id: str) -> Account | None:
    """Find the account of whoever asks."""
    return JO


def work(
    installation: Installation,
    letters: Callable[[str], bytes] = paper,
    account_of: Callable[[Installation, str], Account | None] = everybody,
) -> int:
    """Be the worker until there is nothing left to do; gives how many things it did."""
    done = 0
    printing.look(installation)
    while printing.print_next(installation, letters, account_of):
        done += 1
    return done


def subject(pdf: bytes) -> str:
    """Read what `paper` wrote on it."""
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return str(read.docinfo["/Subject"])


def in_zip(content: bytes | None) -> list[str]:
    """Read the references of the letters in a zip, in the order of the pile; the cover is there too."""
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        cover, *names = archive.namelist()
        assert cover == "000-overzicht.pdf"
        found = [subject(archive.read(name)) for name in names]
    assert names == [f"{at:03d}-{one}.pdf" for at, one in enumerate(found, start=1)]
    return found


def in_file(content: bytes | None) -> list[str]:
    """Read the references of the letters in the print file, as its list of contents has them."""
    assert content is not None
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [one.title for one in outline.root]
        assert len(pdf.pages) == 2 + 4 * (len(titles) - 1)
    assert titles[0] == "Overzicht"
    return [title.partition(". ")[2] for title in titles[1:]]
