"""The headers of every answer: one policy, worked out once at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)

from shopcheck.web import assets

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from flask import Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; connect-src 'self'; require-trusted-types-for 'script'"
)
FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
NAME = "web"
YEAR = 31_536_000


def policy(*, https: bool, allowed: Container[str] = ()) -> dict[str, str]:
    """Give the security headers as a plain mapping; the transport rule only where there is https.

    `allowed` names what pages may use of the browser.
    """
    permissions = ", ".join(f"{one}=({'self' if one in allowed else ''})" for one in FEATURES)
    secure = Secure(
        csp=ContentSecurityPolicy().value(POLICY),
        xcto=XContentTypeOptions(),
        referrer=ReferrerPolicy().no_referrer(),
        xfo=XFrameOptions().deny(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=PermissionsPolicy().value(permissions),
        hsts=StrictTransportSecurity().max_age(YEAR).include_subdomains() if https else None,
    )
    return dict(secure.headers)


def setter(*, https: bool, allowed: Container[str] = ()) -> Callable[[Response], Response]:
    """Make the function that finishes each answer."""
    fixed = policy(https=https, allowed=allowed)

    def finish(response: Response) -> Response:
        response.headers.update(fixed)
        lasting = request.endpoint == "static" and assets.is_fingerprinted() and response.status_code in {200, 304}
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if lasting else "no-store"
        response.headers["Server"] = NAME  # a server that finds a name here does not add its own and its version
        return response

    return finish
