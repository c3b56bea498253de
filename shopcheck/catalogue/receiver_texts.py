"""What can be wrong in the operator's file of receivers: 16x of the table in texts.py."""

from __future__ import annotations

RECEIVER_TEXTS: dict[str, tuple[str, str]] = {
    "PC161": ("Dit is geen {what}.", "Schrijf het zo: {example}."),
    "PC162": ("Geheim {name} kan niet worden gelezen ({reason}).", "Zet het klaar, of noem een ander."),
    "PC163": ("Bestand {name} met een geheim is ook voor anderen te lezen.", "Voer uit: chmod 600 {name}."),
    "PC164": ("Dit is niet {what}.", "Maak een nieuwe sleutel; docs/operations.md zegt hoe."),
    "PC165": ("Ontvanger '{name}' staat er twee keer.", "Geef een van de twee een andere naam."),
}
