"""A provider of OpenID Connect on this machine, that lets in whoever a test says, and checks what it is sent."""

from __future__ import annotations

import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.wrappers import Response

CLIENT, SECRET = "desk", "a secret of the desk"


@dataclass
class Provider:
    """What it will say of who comes: `claims` go over what is true."""

    claims: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None
    asks_first: bool = False  # a page that somebody has to leave, as providers have
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # code → what was asked for

    def app(self) -> Flask:
        """Make its pages."""
        app = Flask("provider")
        app.add_url_rule("/.well-known/openid-configuration", "metadata", self._metadata)
        app.add_url_rule("/authorize", "authorize", self._authorize)
        app.add_url_rule("/token", "token", self._token, methods=["POST"])
        app.add_url_rule("/jwks", "jwks", lambda: jsonify(keys=[self.key.as_dict(private=False)]))
        return app

    def _metadata(self) -> Any:  # noqa: ANN401 - an answer of Flask
        return jsonify(
            issuer=self.issuer,
            authorization_endpoint=f"{self.issuer}/authorize",
            token_endpoint=f"{self.issuer}/token",
            jwks_uri=f"{self.issuer}/jwks",
            id_token_signing_alg_values_supported=["RS256"],
        )

    def _authorize(self) -> Response | str:
        asked = dict(request.args)
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = token_hex(8)
        self.asked[code] = asked
        back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        return f'<title>x</title><a href="{escape(back)}">Akkoord</a>' if self.asks_first else redirect(back)

    def _token(self) -> Any:  # noqa: ANN401 - an answer of Flask
        asked = self.asked.pop(request.form["code"])
        proof = urlsafe_b64encode(sha256(request.form["code_verifier"].encode()).digest()).decode().rstrip("=")
        assert proof == asked["code_challenge"]
        assert request.authorization is not None
        assert (request.authorization.username, request.authorization.password) == (CLIENT, SECRET)
        now = int(time.time())
        true = {"iss": self.issuer, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, true | self.claims, self.signs_with or self.key)
        return jsonify(access_token="x", token_type="Bearer", expires_in=60, id_token=token)  # noqa: S106 - of nobody


class Silent(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name in werkzeug
        """Say nothing."""


@contextmanager
def served(provider: Provider) -> Iterator[Provider]:
    """Serve it on this machine meanwhile."""
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True, request_handler=Silent)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
