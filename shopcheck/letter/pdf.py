"""HTML → PDF/A-3a that is PDF/UA-1 too. The only module that imports WeasyPrint; the letter process alone loads it.

Fetches nothing but the files of `assets`, and is loud: whatever WeasyPrint would only warn about stops the letter.
"""

from __future__ import annotations

import io
import logging
import warnings
from typing import TYPE_CHECKING

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from shopcheck.core.errors import LetterFailed
from shopcheck.letter.assets import FONT_FACES, assets

if TYPE_CHECKING:
    from typing import NoReturn

# PDF/UA is declared in the one RDF block that WeasyPrint writes, and PDF/A wants every foreign property described.
UNIVERSAL_ACCESS = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that this document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
END_OF_RDF = b"</rdf:RDF>"


class PackagedFiles(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives the files of the letter by their fixed addresses; refuses everything else, without a socket or a path."""

    def __init__(self) -> None:
        """Allow no protocol at all, should anything reach the class that this one replaces."""
        super().__init__(timeout=1, allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        """Give a packaged file. Raises ValueError, which WeasyPrint turns into a FatalURLFetchingError."""
        if url not in assets():
            raise ValueError("not a file of the letter")
        media_type, content = assets()[url]
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


class Loud(logging.Handler):
    """Makes an error of every warning: a letter with something left out is not made."""

    def emit(self, record: logging.LogRecord) -> NoReturn:
        """Stop the letter; the text of the record may hold what somebody typed and stays here."""
        raise LetterFailed(f"the typesetter complained: {record.msg}")


FETCHER = PackagedFiles()
TYPE = FontConfiguration()
FACES = CSS(string=FONT_FACES, font_config=TYPE, url_fetcher=FETCHER)
LOGGER.handlers[:] = [Loud(logging.WARNING)]
LOGGER.propagate = False


def make_pdf(html: str) -> bytes:
    """Typeset a letter. The same HTML gives the same bytes in every process. Raises LetterFailed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves the colour profile open for the collector
        try:
            written = HTML(string=html, url_fetcher=FETCHER).write_pdf(
                stylesheets=[FACES], font_config=TYPE, pdf_variant="pdf/a-3a", presentational_hints=False
            )
        except FatalURLFetchingError:
            raise LetterFailed("the letter asked for a file that is not its own") from None
    return _declare_universal_access(written)


def _declare_universal_access(written: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(written)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        if metadata.count(END_OF_RDF) != 1:
            raise LetterFailed("the metadata of the letter is not as expected")
        pdf.Root.Metadata.write(metadata.replace(END_OF_RDF, UNIVERSAL_ACCESS))
        finished = io.BytesIO()
        pdf.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()
