"""What can be wrong in what is counted and for whom: statistiek.yaml, `release` of a region, partners.yaml.

A part of the table in `texts`: 131 to 138, 139 to 149 and 150 to 159.
"""

from __future__ import annotations

FIGURE_TEXTS = {
    "PC131": ("Branche '{name}' zit in geen enkele klasse.", "Zet haar bij branches van precies één klasse."),
    "PC132": ("Branche '{name}' zit ook in klasse '{other}'.", "Haal haar uit een van de twee."),
    "PC133": ("De stappen zijn niet die van check.yaml.", "Schrijf: {expected}."),
    "PC134": (
        "Vraag '{name}' kan niet als ja of nee worden geteld.",
        "Kies een vraag met één antwoord (kind: choice) uit de korte route (tier: core), niet de branche of de regio.",
    ),
    "PC135": ("Bij vraag '{name}' telt geen enkel antwoord als nee.", "Noem bij yes alleen wat ja betekent."),
    "PC136": ("De naam '{name}' gebruikt het programma zelf.", "Kies een andere naam."),
    "PC137": (
        "Antwoord '{name}' is geen ja en geen nee.",
        "Haal het weg; 'weet ik niet' en 'niet van toepassing' tellen hier niet.",
    ),
    "PC138": (
        "Eén check zou in {number} tellingen staan; hooguit {most} mag.",
        "Tel minder onderwerpen of vragen. Elke telling zegt iets over een zaak; daarom is er een grens.",
    ),
    "PC139": (
        "'{key}' bepaalt een regio niet zelf.",
        "Haal het weg. Hoe groot een groep is, hoeveel ruis erop zit en wat wij tellen, is in het hele land gelijk.",
    ),
    "PC140": (
        "Het ritme '{value}' bestaat niet. {near}",
        "Wij sluiten de tellingen één keer per maand; vaker kan niet.",
    ),
    "PC141": (
        "'{name}' tellen wij niet apart. {near}",
        "Een regio kan alleen samenvoegen wat in statistiek.yaml staat.",
    ),
    "PC142": ("'{name}' staat hier al.", "Noem het één keer; wat in twee groepen zit, zou dubbel tellen."),
    "PC143": ("Er is geen statistiek.yaml; er zijn dus geen cijfers.", "Haal release weg, of maak statistiek.yaml."),
    "PC144": ("De naam '{name}' is al in gebruik.", "Kies een andere naam voor wat u samenvoegt."),
    "PC145": ("De taal '{value}' is er nog niet.", "Schrijf nl, of haal de sleutel weg."),
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
