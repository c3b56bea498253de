"""Paper: the only door to WeasyPrint, pikepdf and segno.

    compose.py    advice → Letter (pure)          html.py    Letter → HTML
    room.py       what fits on which page         width.py   where lines break
    client.py     HTML → PDF, in another process  worker.py  that process
    pdf.py        HTML → PDF, right here          qr.py      text → QR picture

What is imported here stays light: WeasyPrint is loaded by the worker alone.
"""

from shopcheck.letter.addressee import fits_window, printed
from shopcheck.letter.client import LetterWorker, print_pdf
from shopcheck.letter.compose import compose
from shopcheck.letter.html import render_html, standalone
from shopcheck.letter.qr import qr_svg

__all__ = ["LetterWorker", "compose", "fits_window", "print_pdf", "printed", "qr_svg", "render_html", "standalone"]
