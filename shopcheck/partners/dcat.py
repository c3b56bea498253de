"""The entry of our figures in a catalogue of data, by DCAT-AP-NL 3.0, as JSON-LD: one dataset for each region.

It says what there is, of which period, who may have it and where; it holds no figure.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from shopcheck.core.profile import Cadence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from shopcheck.core.publication import Period
    from shopcheck.core.receivers import Publisher

AUTHORITY = "http://publications.europa.eu/resource/authority/"  # the lists of the European Union that the profile asks
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
FREQUENCIES = {Cadence.MONTH: "MONTHLY", Cadence.QUARTER: "QUARTERLY", Cadence.HALF_YEAR: "ANNUAL_2"}
# What a file is made of, and what it is for; the other files of a release belong to these.
FORMATS = {
    "data.csv": ("CSV", "Alle cijfers, voor programma's"),
    "data-excel-nl.csv": ("CSV", "Alle cijfers, voor Excel"),
    "data.json": ("JSON", "Alle cijfers als JSON-stat"),
    "rapport.pdf": ("PDF", "Verslag om te lezen"),
    "zip": ("ZIP", "Alle bestanden, met handtekening"),
}
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TITLE = "Cijfers van de Preventiecheck Overvallen"
ABOUT = (
    "Geanonimiseerde cijfers van winkels en horeca die de Preventiecheck Overvallen invulden: wat zij op orde hebben, "
    "en wat nog niet. De deelnemers zijn geen steekproef. Op elk getal zit ruis, zodat geen zaak te herleiden is."
)
KEYWORDS = ("overvallen", "preventie", "winkels", "horeca", "veiligheid")


class File(NamedTuple):
    """A file of a release. `hash` is its SHA-256, in hexadecimals."""

    name: str
    media_type: str
    size: int
    hash: str


class Dataset(NamedTuple):
    """The figures of one region: its newest release, and since when there are any."""

    region: str
    title: str
    cadence: Cadence
    release_id: str
    period: Period
    since: date
    modified: date
    files: Sequence[File]


def entry(home: str, publisher: Publisher, datasets: Iterable[Dataset]) -> str:
    """Write the entry. `home` is the address of this installation."""
    found = list(datasets)
    catalogue = {
        "@id": f"{home}/#cijfers",
        "@type": "dcat:Catalog",
        "dct:title": _dutch(TITLE),
        "dct:description": _dutch(ABOUT),
        "dct:publisher": _agent(publisher),
        "dct:language": _listed("language", "NLD"),
        "dct:license": {"@id": publisher.licence},
        "dct:modified": _day(max(one.modified for one in found)),
        "foaf:homepage": {"@id": f"{home}/", "@type": "foaf:Document"},
        "dcat:contactPoint": _contact(publisher),
        "dcat:dataset": [_dataset(home, publisher, one) for one in found],
    }
    return json.dumps({"@context": CONTEXT, **catalogue}, ensure_ascii=False, indent=2)


def _dataset(home: str, publisher: Publisher, of: Dataset) -> dict[str, object]:
    at = f"{home}/api/v1/releases?region={of.region}"
    return {
        "@id": at,
        "@type": "dcat:Dataset",
        "dct:identifier": at,
        "dct:title": _dutch(f"{TITLE}: {of.title}"),
        "dct:description": _dutch(f"{ABOUT} Nieuwste periode: {of.period.title}."),
        "dct:publisher": _agent(publisher),
        "dct:creator": _agent(publisher),
        "dcat:contactPoint": _contact(publisher),
        "dct:accessRights": _listed("access-right", "RESTRICTED"),
        "dcat:theme": _listed("data-theme", "JUST"),
        "dct:language": _listed("language", "NLD"),
        "dct:spatial": _listed("country", "NLD"),
        "dct:accrualPeriodicity": _listed("frequency", FREQUENCIES[of.cadence]),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(of.period.first),
            "dcat:endDate": _day(of.period.end - timedelta(days=1)),
        },
        "dct:issued": _day(of.since),
        "dct:modified": _day(of.modified),
        "dcat:keyword": [_dutch(word) for word in KEYWORDS],
        "dcat:landingPage": {"@id": f"{home}/balie/cijfers", "@type": "foaf:Document"},
        "dcat:distribution": [_distribution(home, publisher, of, one) for one in of.files if _kind(one) in FORMATS],
    }


def _distribution(home: str, publisher: Publisher, of: Dataset, file: File) -> dict[str, object]:
    at, (form, title) = f"{home}/api/v1/releases/{of.release_id}/{file.name}", FORMATS[_kind(file)]
    return {
        "@id": f"{at}#bestand",
        "@type": "dcat:Distribution",
        "dct:title": _dutch(title),
        "dct:license": {"@id": publisher.licence},
        "dcat:accessURL": {"@id": f"{home}/api/v1/releases/{of.release_id}"},
        "dcat:downloadURL": {"@id": at},
        "dcat:mediaType": {"@id": MEDIA_TYPES + file.media_type.partition(";")[0]},
        "dct:format": _listed("file-type", form),
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "dct:modified": _day(of.modified),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.hash, "@type": "xsd:hexBinary"},
        },
    }


def _kind(file: File) -> str:
    return "zip" if file.name.endswith(".zip") else file.name


def _agent(publisher: Publisher) -> dict[str, object]:
    return {"@id": publisher.id, "@type": "foaf:Agent", "foaf:name": _dutch(publisher.name)}


def _contact(publisher: Publisher) -> dict[str, object]:
    email = {"@id": f"mailto:{publisher.email}"}
    return {"@type": "vcard:Kind", "vcard:fn": _dutch(publisher.name), "vcard:hasEmail": email}


def _listed(name: str, value: str) -> dict[str, str]:
    return {"@id": f"{AUTHORITY}{name}/{value}"}


def _dutch(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "nl"}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}
