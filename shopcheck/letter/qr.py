"""A QR code as inline SVG: plain attributes, no style, so that it stands under a strict policy and on paper."""

from __future__ import annotations

import io

import segno

INK = "#1d1c3a"


def qr_svg(text: str, title: str) -> str:
    """Draw a QR code. `title` is read aloud instead of it; both are escaped."""
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawing,
        kind="svg",
        xmldecl=False,
        nl=False,
        omitsize=True,
        title=title,
        dark=INK,
        svgclass=None,
        lineclass=None,
    )
    return drawing.getvalue().decode()
