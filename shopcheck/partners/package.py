"""All files of a release, in a fixed order. The same release gives the same bytes."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from shopcheck.core import canonical
from shopcheck.partners import cubes, metadata, readme, table
from shopcheck.partners.made import Made
from shopcheck.partners.rows import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shopcheck.core.publication import Release

CSV, JSON, TEXT = "text/csv; charset=utf-8; header=present", "application/json", "text/plain; charset=utf-8"
UNIX, PLAIN_FILE = 3, 0o100644 << 16


def package(release: Release, report: bytes | None, sign: Callable[[bytes], bytes]) -> tuple[Made, ...]:
    """Make every file, and one with all of them; without a report where none was printed."""
    made = _described(release, report)
    sums = "".join(f"{sha256(one.content).hexdigest()}  {one.name}\n" for one in made).encode()
    signed = (
        *made,
        Made("SHA256SUMS", TEXT, sums),
        Made("SHA256SUMS.sig", "application/octet-stream", sign(sums)),
    )
    return (*signed, Made(f"{release.id}.zip", "application/zip", _zip(signed)))


def _described(release: Release, report: bytes | None) -> tuple[Made, ...]:
    rows = tuple(facts(release))
    printed = (Made("rapport.pdf", "application/pdf", report),) if report else ()
    made = (
        Made(metadata.DATA, CSV, table.plain(rows)),
        Made(metadata.FOR_EXCEL, CSV, table.for_excel(rows)),
        Made("data.json", JSON, cubes.written(release)),
        Made(f"{metadata.DATA}-metadata.json", "application/csvm+json", metadata.csvw(release)),
        *printed,
        Made("release.json", JSON, canonical.written(release)),
        Made("LEESMIJ.txt", TEXT, readme.written(release, report=bool(report))),
    )
    return (*made, Made("datapackage.json", JSON, metadata.datapackage(release, made)))


def _zip(files: Iterable[Made]) -> bytes:
    """Bind files, not compressed and without times, so that the same files give the same bytes everywhere."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as bound:
        for one in files:
            info = ZipInfo(one.name)
            info.create_system, info.external_attr = UNIX, PLAIN_FILE
            bound.writestr(info, one.content)
    return out.getvalue()
