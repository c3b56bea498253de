"""An answer is named by the SHA-256 of its content; who has it already gets 304."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from flask import Response, request


def in_json(body: dict[str, Any]) -> Response:
    """Answer with JSON."""
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return as_asked(written, "application/json", sha256(written).hexdigest())


def as_asked(content: bytes, media_type: str, hashed: str) -> Response:
    """Answer with this content, or say that the program has it."""
    response = Response(content, content_type=media_type)
    response.set_etag(hashed)
    response.make_conditional(request)  # changes it
    return response
