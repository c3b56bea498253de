"""What no form of ours ever sends is refused at the door, before anything is read or changed."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, g, request

BODY = 256 * 1024  # bytes of a whole request body
FORM = 128 * 1024  # bytes of a form
FIELDS = 300  # fields of a form
FORM_TYPE = "application/x-www-form-urlencoded"
OURS = {"same-origin", "none"}


def configure(app: Flask) -> None:
    """Set the limits that Flask itself guards."""
    app.config.update(MAX_CONTENT_LENGTH=BODY, MAX_FORM_MEMORY_SIZE=FORM, MAX_FORM_PARTS=FIELDS)


def check() -> None:
    """Refuse a body that is packed, of another type, without a size or too large, and a form from another site."""
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.endpoint is None:
        return
    if request.content_encoding not in {None, "", "identity"}:
        abort(415)
    if request.mimetype not in {"", FORM_TYPE} or (not request.mimetype and request.content_length):
        abort(415)
    if request.content_length is None:  # in chunks, or nothing; every browser says the size of a form
        abort(411)
    if request.content_length > FORM:
        abort(413)
    if sum(1 for _ in request.form.items(multi=True)) > FIELDS:
        abort(413)
    if foreign():
        abort(400)


def foreign() -> bool:
    """Whether another site sent this form. Our own pages send `Origin: null`, because they give no referrer."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OURS
    origin = request.headers.get("Origin")
    return origin not in {None, "null"} and urlsplit(origin or "").netloc != request.host


def surely_ours() -> bool:
    """Whether this form certainly comes from a page of ours, so that its values may be shown again.

    Either its token was the one of this browser's cookie, which outlives the session on the server; or the browser
    itself says so. A browser that says nothing, or `null`, proves nothing.
    """
    if foreign():
        return False
    said = request.headers.get("Sec-Fetch-Site") or request.headers.get("Origin", "null")
    return g.get("csrf_valid", False) or said != "null"
