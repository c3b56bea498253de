"""A visitor without JavaScript: opens pages, sends forms, follows redirects; every page is held to the house rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.web import house_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.web.house_rules import Page

    Values = Mapping[str, str | list[str]]

FIRST = {"q_branche": "kleding", "q_regio": "RTD"}


@dataclass
class Visitor:
    """One browser. `headers` go with every request."""

    app: Flask
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)  # every address that was asked for

    def __post_init__(self) -> None:
        """Start with no cookies."""
        self.client: FlaskClient = self.app.test_client()

    def ask(self, path: str, **more: object) -> TestResponse:
        """Send one request, as it is."""
        self.seen.append(path)
        headers = {**self.headers, **more.pop("headers", {})}  # type: ignore[dict-item]  # a mapping of headers
        return self.client.open(path, headers=headers, buffered=True, **more)  # type: ignore[arg-type]  # keywords of werkzeug

    def page(self, path: str, status: int = 200, **more: object) -> Page:
        """Open a page and follow redirects."""
        return self._land(self.ask(path, **more), status)

    def send(self, page: Page, values: Values | None = None, status: int = 200, action: str | None = None) -> Page:
        """Fill in the form of a page, send it, and follow redirects. None of its fields is left out."""
        return self._land(self.post(page, values, action), status)

    def post(self, page: Page, values: Values | None = None, action: str | None = None) -> TestResponse:
        """Send the form of a page; what comes back is not followed."""
        form = page.form(action)
        data = {**page.fields(form.get("action")), **(values or {})}
        return self.ask(form.get("action", ""), method="POST", data=data)

    def _land(self, response: TestResponse, status: int) -> Page:
        for _ in range(5):
            if response.status_code not in {302, 303}:
                break
            assert response.status_code == 303
            where = urlsplit(response.headers["Location"])
            assert not where.netloc, "a redirect to another place"
            response = self.ask(where.path + (f"?{where.query}" if where.query else ""))
        page = house_rules.parse(response)
        assert page.status == status, f"{page.status}: {page.heading}"
        house_rules.check(page)
        return page

    def begin(self, values: Values | None = None) -> Page:
        """Begin a check; the page with the code is next."""
        return self.send(self.page("/begin"), {**FIRST, **(values or {})})

    def code(self) -> str:
        """Read the code from its page."""
        page = self.page("/code")
        return next(house_rules.text(one) for one in page.all("span") if one.get("class") == "pc-code")

    def answer(self, page: Page, answers: Values, status: int = 200) -> Page:
        """Fill in what a page of questions asks."""
        names = {one.get("name", "") for tag in ("input", "textarea") for one in page.all(tag)}
        return self.send(page, {f"q_{one}": value for one, value in answers.items() if f"q_{one}" in names}, status)

    def walk(self, answers: Values) -> Page:
        """Answer page after page until the review."""
        page = self.page("/vragen")
        for _ in range(60):
            if page.heading == "Kloppen uw antwoorden?":
                return page
            page = self.answer(page, answers)
        raise AssertionError("the questions do not end")


WEAK: Values = {
    "profiel_sluit": "laat",
    "kas_bedrag": "veel",
    "kas_afromen": "nooit",
    "kas_kluis": "nee",
    "kas_tellen": "in_zicht",
    "kas_munten": "nee",
    "licht_waar": ["achter", "nergens"],
    "licht_lampen": "3",
    "licht_terras": "nee",
}
