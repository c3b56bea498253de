"""What differs between two versions, in lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopcheck.catalogue import Difference
    from shopcheck.catalogue.difference import Change

HEAD = "van \\ naar"
SORTS = {
    "check": "check",
    "scoring": "score",
    "inherent_levels": "trap omstandigheden",
    "shortfall_levels": "trap preventie",
    "bands": "trap onderwerp",
    "classes": "klasse",
    "form": "onderwerp",
    "question": "vraag",
    "option": "antwoord",
    "rule": "regel",
    "measure": "maatregel",
    "source": "bron",
    "contact": "contact",
    "law": "wetspunt",
    "region": "regio",
    "regional": "tekst van een regio",
    "term": "begrip",
    "lattice": "telling",
    "sectors": "klasse van branches",
    "indicators": "telling van vraag",
}


def lines(found: Difference) -> Iterator[str]:
    """Write a difference out: the changes, then what they do to made-up shops."""
    yield f"{len(found.changes)} wijziging(en)."
    for change in found.changes:
        yield from _change(change)
    yield ""
    yield f"Van {found.shops} verzonnen zaken krijgen er {found.moved} een andere klasse."
    names = list(dict.fromkeys((*(one for one, _, _ in found.moves), *(one for _, one, _ in found.moves))))
    if found.moved:
        yield f"{HEAD:12}" + "".join(f"{name:>10}" for name in names)
        for row in names:
            cells = {after: number for before, after, number in found.moves if before == row}
            yield f"{row:12}" + "".join(f"{cells.get(name, 0) or '·':>10}" for name in names)
    if one := found.example:
        yield f"Bijvoorbeeld zaak {one.number}: {one.before} → {one.after} ({one.figures})."
        yield f"  Haar antwoorden: {one.answers}."


def _change(change: Change) -> Iterator[str]:
    name = f"{SORTS[change.sort]} {change.name}"
    if not change.key:
        yield f"  + {name}: {change.new}" if change.old is None else f"  - {name}: {change.old}"
        return
    yield f"  {name}, {change.key}:"
    yield f"    was {change.old if change.old is not None else '(niets)'}"
    yield f"    nu  {change.new if change.new is not None else '(niets)'}"
