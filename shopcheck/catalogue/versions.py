"""Versions of questionnaires: the lock of those that were published, and finding one again.

A published version keeps its words, points and rules for good, because kept answers mean what they meant when they
were given. Telephone numbers, regions and the dates on which facts were looked up may be renewed in it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from secrets import token_hex
from types import MappingProxyType
from typing import TYPE_CHECKING

from shopcheck.catalogue.problems import Place
from shopcheck.catalogue.reading import Unreadable, plain, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from shopcheck.catalogue.names import Draft
    from shopcheck.core.errors import Problem
    from shopcheck.core.questionnaire import Questionnaire

LOCK = "published.lock"
LINE = re.compile(r"(?P<id>\S+) (?P<version>\S+) (?P<hash>[0-9a-f]{64})")


@dataclass(frozen=True)
class Catalogue:
    """Every questionnaire that this program can ask, in every version that is still here."""

    questionnaires: tuple[Questionnaire, ...]

    @cached_property
    def _by_version(self) -> Mapping[tuple[str, str], Questionnaire]:
        return MappingProxyType({(one.id, one.version): one for one in self.questionnaires})

    @cached_property
    def newest(self) -> Mapping[str, Questionnaire]:
        """The newest version of each questionnaire, by id."""
        return MappingProxyType({one.id: one for one in sorted(self.questionnaires, key=_age)})

    def find(self, id_: str, version: str) -> Questionnaire:
        """Give a version, or where it is gone the newest under that name. Raises KeyError for an unknown name."""
        return self._by_version.get((id_, version)) or self.newest[id_]


def published(root: Path) -> dict[tuple[str, str], str]:
    """Read the hashes of the versions that were published, by id and version; what is no such line is left out."""
    lines = map(LINE.fullmatch, _lines(root))
    return {(line["id"], line["version"]): line["hash"] for line in lines if line}


def publish(questionnaire: Questionnaire, root: Path) -> bool:
    """Add a version to the lock; False when it is there already. The lock is written whole or not at all."""
    if (questionnaire.id, questionnaire.version) in published(root):
        return False
    lines = [*_lines(root), f"{questionnaire.id} {questionnaire.version} {questionnaire.hash}"]
    draft = root / f".{LOCK}.{token_hex(8)}"
    try:
        with draft.open("x", encoding="utf-8", errors="surrogateescape") as out:
            out.writelines(f"{line}\n" for line in lines)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(root / LOCK)
    finally:
        draft.unlink(missing_ok=True)
    return True


def versions(draft: Draft) -> Iterator[Problem]:
    """Hold a version against the lock, and against the questionnaires in the folders beside it."""
    root, check = draft.folder.path.parent, draft.check.shape
    for number, line in enumerate(_lines(root), 1):
        if line.strip() and not LINE.fullmatch(line):
            yield Place(str(root / LOCK), number, 1).problem("PC120", line=line.encode(errors="replace").decode())
    if published(root).get((check.id, check.version), draft.folder.hash) != draft.folder.hash:
        yield draft.check.at("version").problem("PC118", version=check.version)
    for other in sorted(root.glob("*/check.yaml")):
        if other.parent != draft.folder.path and _name(other) == (check.id, check.version):
            place = draft.check.at("version")
            yield place.problem("PC119", name=check.id, version=check.version, other=other.parent.name)


def _lines(root: Path) -> list[str]:
    lock = root / LOCK
    return lock.read_text("utf-8", "surrogateescape").splitlines() if lock.is_file() else []


def _name(file: Path) -> tuple[object, object] | None:
    try:
        content = plain(read(file.read_bytes(), str(file)))
    except (OSError, Unreadable):
        return None  # told when that folder is read itself
    return (content.get("id"), content.get("version")) if isinstance(content, dict) else None


def _age(questionnaire: Questionnaire) -> list[int]:
    return [int(part) for part in questionnaire.version.split(".")]
