"""Paper: the only door to WeasyPrint, pikepdf and segno.

    compose.py    advice → Letter (pure)          html.py    Letter → HTML
    room.py       what fits on which page         width.py   where lines break
    form.py       questionnaire → paper form (pure)   form_html.py   paper form → HTML
    report.py     release → Report (pure)        report_html.py   Report → HTML
    client.py     HTML → PDF, in another process  worker.py  that process
    pdf.py        HTML → PDF, right here          qr.py      text → QR picture
    pile.py       letters of one print day (pure) batch.py   them as one PDF, right here

What is imported here stays light: WeasyPrint is loaded by the letter process alone, pikepdf by the worker too.
"""

from shopcheck.letter.addressee import destination, fits_window, printed
from shopcheck.letter.client import AT_ONCE, Letters, LetterWorker, print_pdf
from shopcheck.letter.compose import compose
from shopcheck.letter.form import PaperForm, compose_form
from shopcheck.letter.form_html import render_form
from shopcheck.letter.html import render_cover, render_html, standalone
from shopcheck.letter.qr import qr_svg
from shopcheck.letter.report import Report, compose_report
from shopcheck.letter.report_html import render_report
from shopcheck.letter.typeset import unprintable

__all__ = [
    "AT_ONCE",
    "LetterWorker",
    "Letters",
    "PaperForm",
    "Report",
    "compose",
    "compose_form",
    "compose_report",
    "destination",
    "fits_window",
    "print_pdf",
    "printed",
    "qr_svg",
    "render_cover",
    "render_form",
    "render_html",
    "render_report",
    "standalone",
    "unprintable",
]
