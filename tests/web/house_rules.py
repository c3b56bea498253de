"""What every page of the site must be. Each page that any test opens is held to this."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from werkzeug.test import TestResponse

XHTML = "{http://www.w3.org/1999/xhtml}"
LOADS = {"script": "src", "link": "href", "img": "src", "use": "href", "form": "action", "iframe": "src"}
NEEDS_LABEL = {"input", "select", "textarea"}
TITLE_END = " – Preventiecheck Overvallen"
SAID_OF_NOBODY = re.compile(r"\b(fout|fouten|ongeldig\w*|slachtoffer)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A page that was fetched and parsed."""

    response: TestResponse
    html: str
    root: Element

    @property
    def status(self) -> int:
        """Its status."""
        return self.response.status_code

    def all(self, tag: str) -> list[Element]:
        """Give every element of a sort."""
        return list(self.root.iter(XHTML + tag))

    def one(self, tag: str) -> Element:
        """Give the only element of a sort."""
        (found,) = self.all(tag)
        return found

    @property
    def heading(self) -> str:
        """The text of its h1."""
        return text(self.one("h1"))

    @property
    def text(self) -> str:
        """All its text in one line."""
        return text(self.one("body"))

    def fields(self, action: str | None = None) -> dict[str, list[str]]:
        """Give what the main form would send as it stands, unchecked choices left out."""
        return dict(_sent(self.form(action)))

    def form(self, action: str | None = None) -> Element:
        """Give the form that is sent to `action`, or else the main one: the first below the head of the page."""
        main = [one for part in self.all("main") for one in part.iter(XHTML + "form")]
        forms = [one for one in (*main, *self.all("form")) if action is None or one.get("action") == action]
        assert forms, "no such form"
        return forms[0]

    def links(self) -> list[str]:
        """Give every address that it links to."""
        return [one.get("href", "") for one in self.all("a")]


def text(element: Element) -> str:
    """Give the text of an element in one line, with a space between its parts."""
    return " ".join(" ".join(element.itertext()).split())


def _sent(form: Element) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for one in form.iter():
        name, kind = one.get("name"), one.get("type")
        if not name or (kind in {"radio", "checkbox"} and one.get("checked") is None):
            continue
        found.setdefault(name, []).append(_value(one))
    return iter(found.items())


def _value(element: Element) -> str:
    if element.tag == XHTML + "select":
        chosen = [one for one in element.iter(XHTML + "option") if one.get("selected") is not None]
        return chosen[0].get("value", "") if chosen else ""
    return element.get("value") or (element.text or "").strip("\n")


def parse(response: TestResponse) -> Page:
    """Parse strictly: a page with a slip in its markup fails here."""
    html = response.get_data(as_text=True)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=True)
    return Page(response, html, parser.parse(html))


def check(page: Page) -> None:
    """Hold a page to the house rules."""
    found = [*_document(page), *_names(page), *_nothing_inline(page), *_headers(page)]
    assert not found, "\n".join(found)


def _document(page: Page) -> Iterator[str]:
    if page.root.get("lang") != "nl":
        yield "the language is not said"
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} headings of the first level"
    title = text(page.one("title"))
    if not title.endswith(TITLE_END):
        yield f"title {title!r} does not end with the name of the site"
    words = title.removesuffix(TITLE_END)
    if words.split(":")[0] not in page.heading and page.heading not in words:
        yield f"title {words!r} and heading {page.heading!r} differ"
    if not page.all("main"):
        yield "no main"
    if SAID_OF_NOBODY.search(page.text.replace("Slachtofferhulp", "")):
        yield "says a word that we do not say to an owner"


def _names(page: Page) -> Iterator[str]:
    ids = [one.get("id", "") for one in page.root.iter() if one.get("id") is not None]
    yield from (f"id {one} stands twice" for one in set(ids) if ids.count(one) > 1)
    yield from (f"id {one!r} is empty or has a space" for one in ids if not one or " " in one)
    labelled = {one.get("for") for one in page.all("label")}
    for one in page.root.iter():
        tag = one.tag.removeprefix(XHTML) if isinstance(one.tag, str) else ""
        if tag in NEEDS_LABEL and one.get("type") != "hidden" and one.get("id") not in labelled:
            yield f"{tag} {one.get('name')} has no label"
        for name in ("aria-describedby", "aria-labelledby", "for"):
            yield from (f"{name} {it} points nowhere" for it in (one.get(name) or "").split() if it not in ids)
        href = one.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            yield f"link {href} points nowhere"
    for form in page.all("form"):
        if not form.get("action"):
            yield "a form without an action"
        if form.get("method") == "post" and "csrf_token" not in dict(_sent(form)):
            yield "a form without a token"


def _nothing_inline(page: Page) -> Iterator[str]:
    for one in page.root.iter():
        tag = one.tag.removeprefix(XHTML) if isinstance(one.tag, str) else ""
        if tag == "style" or one.get("style") is not None:
            yield f"a style in the page: {tag}"
        if tag == "script" and (not one.get("src") or text(one) or not one.get("integrity")):
            yield "a script in the page, or without integrity"
        yield from (f"{name} on {tag}" for name in one.keys() if str(name).startswith("on"))  # noqa: SIM118 - an Element
        address = one.get(LOADS.get(tag, ""), "")
        if urlsplit(address).netloc:
            yield f"{tag} from elsewhere: {address}"


def _headers(page: Page) -> Iterator[str]:
    headers = page.response.headers
    if headers.get("Content-Security-Policy") != POLICY:
        yield "another content security policy"
    if headers.get("Cache-Control") != "no-store":
        yield "the page may be kept"
    if headers.get("Content-Type") != "text/html; charset=utf-8":
        yield "no html"


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; connect-src 'self'; require-trusted-types-for 'script'"
)
