"""What can be wrong in partners.yaml: the numbers 150 to 159 of the table in `texts`."""

from __future__ import annotations

PARTNER_TEXTS = {
    "PC150": ("Voor partner '{name}' staat hier niets.", "Zet een rij in deze lijst die begint met id: {name}."),
    "PC151": ("Partner '{name}' krijgt soms geen enkele tekst.", "Geef minstens één tekst zonder when."),
    "PC152": ("Tabel '{name}' wordt niet geteld.", "{near}"),
    "PC153": ("Regel '{name}' staat niet in tabel {table}.", "{near}"),
    "PC154": (
        "'{name}' kan in deze tekst niet worden ingevuld.",
        "Gebruik {{regio}}, of {{deel}} als bij when ook lines staat.",
    ),
    "PC155": (
        "Deze voorwaarde zegt niets over de cijfers.",
        "Noem table met lines en at_least of at_most, of met country of trend; of noem checks.",
    ),
    "PC156": ("Minstens {least} en hooguit {most} kan nooit.", "Maak at_least kleiner dan at_most."),
    "PC157": ("Klasse '{name}' staat niet in statistiek.yaml.", "{near}"),
    "PC158": (
        "'{key}' kennen wij alleen voor alle klassen samen.",
        "Haal {key} weg, of haal sector weg bij deze partner.",
    ),
    "PC159": ("Er is geen partner '{name}'.", "{near}"),
}
