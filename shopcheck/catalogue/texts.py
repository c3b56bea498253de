"""What can be wrong in a questionnaire file, and what an author does about it: one table, one number per sort.

The texts are for authors who do not program. 1xx: the file itself; 2xx: its shape; 3xx: names; 4xx: conditions;
5xx: points and scales; 6xx: what can never happen; 7xx: dates; 8xx: answers and example shops;
9xx: plain Dutch. A few (7xx) are notes: they ask for attention and refuse nothing.
"""

from __future__ import annotations

from shopcheck.catalogue.figure_texts import FIGURE_TEXTS
from shopcheck.catalogue.receiver_texts import RECEIVER_TEXTS

# number → (what is the matter, what to do). `{near}` is a ready sentence.
TEXTS: dict[str, tuple[str, str]] = {
    # 1xx: the file itself
    "PC101": ("Dit bestand is te groot ({size} kB).", "Maak er twee bestanden van; {limit} kB is de grens."),
    "PC102": ("Dit bestand is geen gewone tekst (UTF-8).", "Sla het opnieuw op met de codering UTF-8."),
    "PC103": ("Hier klopt de schrijfwijze niet: {what}.", "{hint}"),
    "PC104": ("Hier staat een tab.", "Spring in met spaties, twee per stap."),
    "PC105": ("Sleutel '{key}' staat hier twee keer, ook op regel {line}.", "Haal er een weg."),
    "PC106": (
        "Hier staat een verwijzing met & of *.",
        "Schrijf de tekst voluit. Begint de tekst zelf met & of *? Zet hem dan tussen aanhalingstekens.",
    ),
    "PC107": (
        "Hier staat een uitroepteken als aanduiding van een soort.",
        "Haal het weg. Begint de tekst zelf met een uitroepteken? Zet hem dan tussen aanhalingstekens.",
    ),
    "PC108": ("De sleutel << (samenvoegen) mag hier niet.", "Schrijf de inhoud voluit."),
    "PC109": ("Hier zit te veel in elkaar: meer dan {limit} lagen diep.", "Kijk of de inspringing klopt."),
    "PC110": (
        "Een bestand bevat precies één document, zonder regels met %.",
        "Haal de regels met % en de tweede regel met --- weg.",
    ),
    "PC111": ("Dit bestand is leeg.", "Vul het, of gooi het weg."),
    "PC112": ("Een sleutel is één woord.", "Schrijf: woord, dubbele punt, spatie, waarde."),
    "PC113": ("Hier staat een onzichtbaar teken ({code}).", "Haal het weg; typ de tekst zo nodig opnieuw."),
    "PC114": (
        "Alles na het teken # valt hier weg.",
        "Hoort het bij de tekst? Zet de tekst tussen aanhalingstekens. Is het een opmerking? Zet een spatie achter #.",
    ),
    "PC115": ("Het bestand of de map {name} ontbreekt.", "Maak het bestand, of wijs een andere map aan."),
    "PC116": (
        "Bestand {name} wordt nergens gelezen.",
        "Bestanden eindigen op .yaml; submappen zijn regios en proeven.",
    ),
    "PC117": ("Dit bestand kan niet worden gelezen ({reason}).", "Kijk of u het mag openen."),
    "PC118": (
        "Versie {version} is gepubliceerd, maar daarna veranderd.",
        "Geef de nieuwe inhoud een nieuwe versie en bewaar de oude in een eigen map, of maak de wijziging ongedaan.",
    ),
    "PC119": ("Versie {version} van {name} staat ook in {other}.", "Geef een van de twee een andere versie."),
    "PC120": ("'{line}' is geen gepubliceerde versie.", "Zet elke versie op een eigen regel: naam, versie, hash."),
    "PC121": ("In deze map staat geen vragenlijst.", "Zet SHOPCHECK_QUESTIONNAIRES op de map met de vragenlijsten."),
    **FIGURE_TEXTS,  # 13x to 15x: what is counted, and what becomes of it
    **RECEIVER_TEXTS,  # 16x
    # 2xx: the shape
    "PC201": ("Hier ontbreekt '{key}'.", "Vul een regel in die begint met {key}:"),
    "PC202": ("Sleutel '{key}' hoort hier niet.", "{near}"),
    "PC203": ("Hier hoort {expected}.", "Kijk hoe het in een ander bestand staat."),
    "PC204": ("'{value}' kan hier niet.", "{near}"),
    "PC205": ("'{value}' is geen heel getal.", "Schrijf alleen cijfers, bijvoorbeeld 15."),
    "PC206": ("{value} past niet: het moet van {low} tot en met {high} zijn.", "Kies een getal daartussen."),
    "PC207": ("'{value}' is geen ja of nee.", "Schrijf true (ja) of false (nee)."),
    "PC208": ("'{value}' is geen datum.", "Schrijf jaar-maand-dag, bijvoorbeeld 2026-11-05."),
    "PC209": ("Hier staat geen tekst.", "Vul de tekst in, of haal de regel weg als hij niet verplicht is."),
    "PC210": ("'{value}' kan geen naam zijn.", "{rule}"),
    "PC211": ("Deze lijst is te kort.", "Vul haar aan tot minstens {least}."),
    "PC212": (
        "'{value}' is geen aantal punten.",
        "Schrijf een getal van 0 tot en met 100, hooguit één cijfer na de punt.",
    ),
    "PC213": ("'{value}' is geen webadres.", "Schrijf het voluit, met https:// ervoor."),
    "PC214": ("Deze lijst is te lang.", "Houd het bij hooguit {most} regels."),
    # 3xx: names
    "PC301": ("Vraag '{name}' bestaat niet.", "{near}"),
    "PC302": ("Antwoord '{name}' bestaat niet bij vraag '{question}'.", "{near}"),
    "PC303": ("Maatregel '{name}' staat niet in maatregelen.yaml.", "{near}"),
    "PC304": ("Bron '{name}' staat niet in bronnen.yaml.", "{near}"),
    "PC305": ("Contact '{name}' staat niet in contacten.yaml.", "{near}"),
    "PC306": ("Wetspunt '{name}' staat niet in wet.yaml.", "{near}"),
    "PC307": ("Er is geen onderwerp '{name}'.", "{near}"),
    "PC308": ("'{name}' bestaat al, zie {other}.", "Geef een van de twee een andere naam."),
    "PC309": ("Vraag '{name}' is vervallen en mag niet terugkomen.", "Geef de vraag een nieuwe naam."),
    "PC310": ("De naam '{name}' is al van de rekentaal.", "Kies een andere naam."),
    "PC311": ("Het bestand heet {file}, maar id is '{name}'.", "Maak ze gelijk: {name}.yaml."),
    "PC312": ("Onderwerp '{name}' staat niet in de route van check.yaml.", "Zet het onder topics."),
    "PC313": (
        "Maatregel '{name}' wordt nergens geadviseerd.",
        "Noem hem bij advise van een antwoord, of haal hem weg.",
    ),
    "PC314": (
        "Gebied '{name}' is geen antwoord op vraag '{question}'.",
        "Voeg het antwoord toe, of haal het gebied weg.",
    ),
    "PC315": ("Antwoord '{name}' heeft geen bestand in de map regios.", "Maak regios/{file}."),
    "PC316": ("Naam '{name}' staat twee keer in deze lijst.", "Haal er een weg."),
    "PC317": (
        "Vraag '{name}' is van regio {code}, maar dat ziet men niet aan haar naam.",
        "Laat de naam beginnen met {prefix}, bijvoorbeeld {prefix}{name}.",
    ),
    "PC318": ("'{name}' is geen maatregel en geen onderwerp.", "{near}"),
    "PC319": (
        "Vraag '{name}' is van één regio; daar hangt buiten die regio niets van af.",
        "Kijk alleen naar landelijke vragen.",
    ),
    # 4xx: conditions
    "PC401": ("Deze voorwaarde klopt niet: {what}.", "{hint}"),
    "PC402": ("Vraag '{name}' komt later dan deze plek.", "Kijk alleen naar vragen die eerder komen."),
    "PC403": ("Vraag '{name}' is een open tekst; daar hangt niets van af.", "Kies een vraag met vaste antwoorden."),
    "PC404": ("'{name}' is een getal; '{value}' is geen vergelijking.", 'Schrijf bijvoorbeeld: "> 500" of "<= 3".'),
    "PC405": ("Deze voorwaarde kijkt naar geen enkele vraag.", "Noem minstens één vraag, of haal de voorwaarde weg."),
    "PC406": (
        "Deze regel kijkt naar geen vraag uit dit onderwerp.",
        "Zet de regel bij het onderwerp waar hij over gaat.",
    ),
    "PC407": ("'inherent' mag hier niet.", "Gebruik het in rules, of bij critical en urgent."),
    "PC408": (
        "Deze voorwaarde is te lang of te ingewikkeld.",
        "Gebruik hooguit {most} tekens, weinig haakjes in elkaar, en hooguit twee keer exists of all.",
    ),
    # 5xx: points and scales
    "PC501": ("Een vraag van soort {kind} heeft {wanted}.", "Pas kind of options aan."),
    "PC502": ("Bij een vraag buiten profiel hoort '{key}'.", "Vul {key} in."),
    "PC503": ("Bij deze vraag kan men punten verliezen, maar 'good' ontbreekt.", "Schrijf in één zin een compliment."),
    "PC504": ("Antwoord '{option}' kost punten, maar er hoort geen maatregel bij.", "Noem er minstens één bij advise."),
    "PC505": ("In profiel kan '{key}' niet.", "Omstandigheden geven alleen punten; advies hoort bij een onderwerp."),
    "PC506": ("'{key}' kan alleen {where}.", "Haal het hier weg."),
    "PC507": (
        "'Weet ik niet' krijgt hier geen eigen punten.",
        "Haal points en detection weg; dat rekent het programma uit.",
    ),
    "PC508": ("'Niet van toepassing' telt niet mee en kan geen '{key}' hebben.", "Haal {key} weg."),
    "PC509": ("Een antwoord is óf 'weet ik niet' óf 'niet van toepassing'.", "Kies een van de twee."),
    "PC510": (
        "Antwoord '{lighter}' is kritiek, maar het slechtere '{heavier}' niet. Bijvoorbeeld bij {example}.",
        "Een veiliger antwoord is nooit erger: maak beide kritiek, of wijzig de punten.",
    ),
    "PC511": ("Bij deze vraag verliest elk antwoord punten.", "Geef minstens één antwoord 0 punten."),
    "PC512": ("De trap {name} loopt niet op.", "Laat up_to bij elke stap hoger worden."),
    "PC513": ("De trap {name} eindigt op {last}.", "De laatste stap eindigt op 100."),
    "PC514": ("In matrix ontbreekt {row} × {column}.", "Vul de klasse in."),
    "PC515": ("In matrix hoort '{name}' niet.", "{near}"),
    "PC516": ("In matrix wordt de klasse lager bij {row} × {column}.", "Meer risico geeft nooit een lagere klasse."),
    "PC517": ("'{name}' bestaat niet in {where}.", "{near}"),
    "PC518": ("De bonus vraagt {least} vragen, maar er staan er {number}.", "Verlaag at_least, of noem meer vragen."),
    "PC519": ("Onderwerp '{name}' weegt mee, maar geen vraag kost punten.", "Geef punten, of maak {key} 0."),
    "PC520": ("Onderwerp '{name}' telt nergens mee terwijl er punten zijn.", "Geef {key} een gewicht."),
    "PC521": ("Kosten lopen van {low} tot {high}.", "Zet het laagste bedrag bij from."),
    "PC522": ("Een gratis maatregel kost niets.", "Maak from en to 0, of kies class: laag."),
    "PC523": ("'{option}' is bij vraag '{question}' geen beter antwoord.", "Kies een antwoord dat minder punten kost."),
    "PC524": ("Vraag '{question}' heeft meer antwoorden en wordt in een voorwaarde gebruikt.", "Haal hem uit sets."),
    "PC525": ("De vraag naar de {what} {wanted}.", "Pas de vraag aan."),
    "PC526": ("Geen branche hoort bij sector {sector}.", "Geef minstens één antwoord sector: {sector}."),
    "PC527": (
        "'{key}' is landelijk; een regio bepaalt dat niet.",
        "Haal het weg. Punten, vragen, regels en maatregelen zijn in elke regio gelijk. Hier kan alleen: {keys}.",
    ),
    "PC528": (
        "Deze tekst is te lang: {size} tekens.",
        "Houd het bij hooguit {most} tekens; in de brief is weinig plek.",
    ),
    "PC529": ("Niemand kan aanbod '{name}' krijgen.", "Kijk naar when en sectors."),
    "PC530": (
        "Vraag '{name}' is landelijk; een regio verandert haar niet.",
        "Geef de eigen vraag een naam die begint met {prefix}.",
    ),
    # 6xx: what can never happen
    "PC601": ("Vraag '{name}' komt nooit aan de beurt.", "Kijk naar when en sectors."),
    "PC602": ("Regel '{name}' kan nooit gelden.", "Kijk naar when."),
    "PC603": ("Maatregel '{name}' kan nooit worden geadviseerd.", "Kijk of de vragen met dit advies bereikbaar zijn."),
    "PC604": ("De score {scale} kan nooit {end} worden; {extreme} is het uiterste, bij {example}.", "{hint}"),
    "PC605": ("De voorwaarde bij '{name}' is te ingewikkeld om na te gaan.", "Splits haar in twee eenvoudige."),
    "PC606": ("De voorwaarde bij antwoord '{name}' kan nooit gelden.", "Kijk naar de vragen waar zij naar kijkt."),
    "PC607": (
        "Wie bij '{door}' {lighter} kiest, komt voor {scale} op {safe}; met {heavier} op {bad}. Zo bij {example}.",
        "Een veiliger antwoord is nooit slechter: geef '{heavier}' meer punten, of de vragen die erna komen minder.",
    ),
    "PC608": (
        "Wie bij '{question}' veiliger kiest ({to}), gaat voor {scale} van {before} naar {after}, zoals bij {example}.",
        "Een veiliger antwoord is nooit slechter: kijk naar de punten, en naar de vragen die erna komen.",
    ),
    "PC609": (
        "Wie maatregel '{name}' uitvoert, gaat voor {scale} van {before} naar {after}. Bijvoorbeeld bij {example}.",
        "Kijk naar sets, en naar de vragen die daarna aan de beurt komen.",
    ),
    "PC610": (
        "'{name}' is kritiek bij {example}, maar niet bij het slechtere {question} = {heavier}.",
        "Een veiliger antwoord is nooit erger: laat de voorwaarde ook voor het slechtere antwoord gelden.",
    ),
    "PC611": (
        "Of onderwerp '{form}' meetelt, hangt hier af van '{name}'. Dat is geen vraag uit profiel.",
        "Laat weighs_when alleen naar profiel kijken; anders kan een veiliger antwoord de score verhogen.",
    ),
    "PC612": (
        "Antwoord '{name}' kost punten, maar krijgt geen advies. Bijvoorbeeld bij {example}.",
        "Kijk naar advise van het antwoord, en naar replace van de regels.",
    ),
    "PC613": ("Klasse {name} komt in branche '{branch}' nooit voor.", "Kijk naar de punten in profiel en de matrix."),
    "PC614": (
        "Regel '{name}' haalt maatregel '{measure}' weg en geeft er geen andere voor terug.",
        "Noem bij advise een andere maatregel. Die neemt de redenen over.",
    ),
    "PC615": (
        "Regel '{name}' adviseert '{measure}', maar de eerdere regel '{other}' haalt die weg. Zo bij {example}.",
        "Zet '{other}' na '{name}', of maak er één regel van.",
    ),
    "PC616": (
        "Maatregel '{name}' kan nooit worden geadviseerd: waar hij voorkomt, geldt altijd {rules}.",
        "Kijk naar when van die regel, of haal de maatregel weg.",
    ),
    "PC617": ("In matrix komt geen zaak op {row} × {column}.", "Kijk naar de trappen en de punten."),
    # 7xx: dates
    "PC701": ("Geldig tot {until} ligt vóór {since}.", "Kijk de datums na."),
    "PC702": ("'{name}' is verlopen op {until}.", "Kijk het na en vul een nieuwe datum in."),
    "PC703": ("'{name}' is nagekeken op {since}; dat is in de toekomst.", "Vul de dag in waarop u het nakeek."),
    "PC704": ("'{name}' is langer dan een jaar geleden nagekeken, op {since}.", "Kijk of het nog klopt."),
    "PC705": ("'{name}' verloopt binnenkort, op {until}.", "Kijk het na voor die dag."),
    # 8xx: answers and example shops
    "PC801": ("'{value}' is geen mogelijk antwoord op vraag '{question}'.", "{near}"),
    "PC802": ("Dit voorbeeld geeft voor {what}: {found}, niet {expected}.", "Pas de verwachting aan, of de punten."),
    "PC803": (
        "Maatregel '{name}' hoort bij de eerste vijf, maar dat zijn: {found}.",
        "Pas de verwachting of het advies aan.",
    ),
    "PC804": ("Regel '{name}' geldt in geen enkel voorbeeld.", "Maak in proeven een zaak waar de regel geldt."),
    # 9xx: plain Dutch
    "PC901": ("Deze zin heeft {number} woorden: '{text}'", "Maak er twee zinnen van; {most} woorden is de grens."),
    "PC902": (
        "De zinnen van '{form}' hebben gemiddeld {mean} woorden.",
        "Maak ze korter; gemiddeld {most} is de grens.",
    ),
    "PC903": (
        "De teksten van '{form}' zijn te moeilijk: LIX {lix}.",
        "Maak zinnen korter en kies kortere woorden; {most} is de grens.",
    ),
    "PC904": ("Beter niet: '{word}'.", "Schrijf liever: {plainer}."),
    "PC905": ("'{word}' is een afkorting.", "{plainer}"),
    "PC906": ("De uitzondering {number} voor '{name}' is niet meer nodig.", "Haal haar weg uit uitzonderingen.yaml."),
}
