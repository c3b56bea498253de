"""What programs need to know of the CSV: CSV on the Web and Data Package, both from the one list of columns."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shopcheck.partners.made import method, title
from shopcheck.partners.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopcheck.core.publication import Release
    from shopcheck.partners.made import Made

DATA, FOR_EXCEL = "data.csv", "data-excel-nl.csv"
SHARE = "(<5|[5-9]|[1-8][0-9]|9[0-5]|>95)?"


def csvw(release: Release) -> bytes:
    """Write the metadata of CSV on the Web for data.csv."""
    return _written(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
            "url": DATA,
            "dc:title": title(release),
            "dc:issued": release.published_on.isoformat(),
            "dc:description": method(release),
            "tableSchema": {
                "columns": [
                    {
                        "name": one.name,
                        "titles": one.name,
                        "dc:description": one.title,
                        "datatype": {"base": "string", "format": SHARE} if one.name == "share" else one.sort,
                        "required": one.key and one.name != "band",
                    }
                    for one in COLUMNS
                ],
            },
        }
    )


def datapackage(release: Release, files: Iterable[Made]) -> bytes:
    """Write the Data Package that all files together are."""
    schema = {
        "fields": [
            {"name": one.name, "type": one.sort, "description": one.title}
            | ({"constraints": {"pattern": SHARE}} if one.name == "share" else {})
            for one in COLUMNS
        ],
    }
    return _written(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": release.id,
            "title": title(release),
            "description": method(release),
            "created": f"{release.published_on.isoformat()}T00:00:00Z",
            "resources": [_resource(one, schema) for one in files],
        }
    )


def _resource(of: Made, schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": of.name.lower(),
        "path": of.name,
        "mediatype": of.media_type.partition(";")[0],
        "bytes": len(of.content),
        "hash": f"sha256:{sha256(of.content).hexdigest()}",
    }
    if of.name in {DATA, FOR_EXCEL}:
        delimiter = "," if of.name == DATA else ";"
        found |= {"type": "table", "format": "csv", "encoding": "utf-8", "dialect": {"delimiter": delimiter}}
        found["schema"] = schema
    return found


def _written(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
