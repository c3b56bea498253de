"""Questionnaires of any length, sound by the catalogue's own proof, for measuring what length costs."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

REAL = Path(__file__).parents[2] / "questionnaires" / "overval"
PER_FORM = 20
PER_MEASURE = 4


def write(folder: Path, questions: int) -> Path:
    """Write a questionnaire with so many core questions beside branch and region; give its folder."""
    shutil.copytree(REAL, folder)
    shutil.rmtree(folder / "proeven")
    for form in ("kas", "verlichting", "camera", "openen_sluiten", "personeel"):
        (folder / f"{form}.yaml").unlink()
    names = [f"deel{number}" for number in range(-(-questions // PER_FORM))]
    _dump(folder / "profiel.yaml", _profile(folder))
    for at, name in enumerate(names):
        count = min(PER_FORM, questions - at * PER_FORM)
        _dump(
            folder / f"{name}.yaml",
            {"id": name, "title": name, "intro": "Vragen.", "questions": _questions(name, count)},
        )
    check = yaml.safe_load((folder / "check.yaml").read_text())
    check["id"] = folder.name
    check["topics"] = [{"form": name, "prevention": 5, "detection": 0} for name in names]
    check["scoring"]["bonus"] = {"questions": [f"{names[0]}_0"], "at_least": 1, "less": 0}
    check["version"] = f"2026.{questions}"
    _dump(folder / "check.yaml", check)
    measures = [
        _measure(name, start, min(PER_FORM, questions - at * PER_FORM))
        for at, name in enumerate(names)
        for start in range(0, min(PER_FORM, questions - at * PER_FORM), PER_MEASURE)
    ]
    _dump(folder / "maatregelen.yaml", {"measures": measures})
    _dump(folder / "wet.yaml", {"law": []})
    return folder


def _profile(folder: Path) -> dict[str, object]:
    """Only branch and region, with one branch that is heavy enough to reach 100."""
    profile: dict[str, object] = yaml.safe_load((folder / "profiel.yaml").read_text())
    kept = [one for one in profile["questions"] if one["id"] in {"branche", "regio"}]  # type: ignore[attr-defined]  # plain YAML
    heavy = {"id": "zwaar", "text": "Zwaar", "points": 85, "sector": "winkel"}
    kept[0]["options"].append(heavy)
    return {**profile, "questions": kept, "rules": []}


def _questions(name: str, count: int) -> list[dict[str, object]]:
    return [
        {
            "id": f"{name}_{number}",
            "tier": "core",
            "kind": "choice",
            "text": f"Hoe doet u het met punt {number} in uw zaak?",
            "why": "Dat maakt verschil voor wat er te halen is.",
            "lever": "loot",
            "evidence": "D",
            "sources": ["RAAK"],
            "good": f"U hebt punt {number} goed geregeld.",
            "options": [
                {"id": "goed", "text": "Altijd goed", "points": 0},
                {"id": "soms", "text": "Soms goed", "points": 2, "advise": [f"m_{name}_{number // PER_MEASURE}"]},
                {"id": "nooit", "text": "Nooit goed", "points": 5, "advise": [f"m_{name}_{number // PER_MEASURE}"]},
                {"id": "weet_niet", "text": "Weet ik niet", "unknown": "true"},
            ],
        }
        for number in range(count)
    ]


def _measure(name: str, start: int, count: int) -> dict[str, object]:
    return {
        "id": f"m_{name}_{start // PER_MEASURE}",
        "title": f"Regel {name} vanaf {start}",
        "why": "Dat helpt.",
        "how": "Begin vandaag. Vraag hulp als u vastloopt.",
        "cost": {"class": "gratis", "from": 0, "to": 0},
        "effort": "klein",
        "who": "u zelf",
        "weeks": 0,
        "sets": {f"{name}_{number}": "goed" for number in range(start, min(start + PER_MEASURE, count))},
        "sources": ["RAAK"],
        "checked_on": "2026-11-24",
        "valid_until": "2099-11-24",
    }


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.dump(value, allow_unicode=True, sort_keys=False), "utf-8")
