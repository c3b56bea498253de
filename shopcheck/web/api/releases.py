"""What a program fetches: the releases of its regions and of the country, and the files of each."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from shopcheck.store import signing
from shopcheck.usecases import feed, releases
from shopcheck.web.api import bearer
from shopcheck.web.api.answers import as_asked, in_json
from shopcheck.web.api.parameters import USUAL
from shopcheck.web.shop import shop

if TYPE_CHECKING:
    from flask import Response

    from shopcheck.core.publication import Period, Release
    from shopcheck.store.releases import Published

LIST = "/api/v1/releases"
PEM = "application/x-pem-file"


def many(region: str | None = None, limit: str | None = None, cursor: str | None = None) -> Response:
    """One page of the list, newest first. A cursor is a place in the list, so what comes in meanwhile moves nothing."""
    size, before = int(limit) if limit else USUAL, int(cursor, 16) if cursor else None
    found = feed.listed(shop().installation, bearer.token(), region, before=before, size=size + 1)
    page, more = found[:size], len(found) > size
    following = _following(page[-1], region, limit) if more else None
    reply = in_json({"releases": [_summary(one) for one in page], "next": following})
    if following:
        reply.headers["Link"] = f'<{following}>; rel="next"'
    return reply


def one(release_id: str) -> Response:
    """One release and its files."""
    return in_json(_whole(*feed.read(shop().installation, bearer.token(), release_id)))


def file(release_id: str, file_name: str) -> Response:
    """One file of a release, byte for byte as it was published."""
    found = feed.take(shop().installation, bearer.token(), release_id, file_name)
    reply = as_asked(found.content, found.media_type, found.hash)
    reply.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return reply


def signing_key() -> Response:
    """The half of our signing key that anybody may have."""
    pem = signing.pem(shop().installation.store.keys.signing_key)
    return as_asked(pem, PEM, sha256(pem).hexdigest())


def _following(last: Published, region: str | None, limit: str | None) -> str:
    asked = {"region": region, "limit": limit, "cursor": f"{last.sequence:015x}"}
    return f"{_address(LIST)}?{urlencode({name: value for name, value in asked.items() if value})}"


def _whole(published: Published, release: Release) -> dict[str, Any]:
    files = [
        {
            "name": name,
            "mediaType": media_type,
            "bytes": size,
            "sha256": hashed,
            "href": _address(LIST, published.id, name),
        }
        for name, media_type, size, hashed in releases.files_of(shop().installation, published.id)
    ]
    return _summary(published) | {
        "questionnaire": release.questionnaire,
        "questionnaireVersion": release.version,
        "files": files,
    }


def _summary(published: Published) -> dict[str, Any]:
    return {
        "id": published.id,
        "sequence": published.sequence,
        "region": published.region,
        "title": published.title,
        "period": _period(published.period),
        "publishedOn": published.published_on.isoformat(),
        "corrects": published.corrects,
        "sha256": published.hash,
        "href": _address(LIST, published.id),
    }


def _period(period: Period) -> dict[str, str]:
    last = period.end - timedelta(days=1)
    return {
        "id": period.id,
        "title": period.title,
        "firstDay": period.first.isoformat(),
        "lastDay": last.isoformat(),
    }


def _address(*parts: str) -> str:
    return shop().installation.settings.public_url + "/".join(parts)
