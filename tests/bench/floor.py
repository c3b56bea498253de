"""The floor: the least that a Flask app can do for the same questions, to measure ours against.

Compiled page texts, a dictionary of allowed answers, one row of JSON by raw SQL, fsynced; no encryption, no route, no
conflict check, no accessibility beyond labels. Not a model for anything but speed.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, abort, redirect, request, session

from shopcheck.catalogue import load

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from shopcheck.core.questionnaire import Question

PER_PAGE = 3
SCHEMA = "CREATE TABLE IF NOT EXISTS answers (id TEXT PRIMARY KEY, data TEXT NOT NULL)"


def create_app() -> Flask:
    """Serve the core questions of the questionnaire that BENCH_QUESTIONNAIRE names, three to a page."""
    questions = [one for one in load(Path(os.environ["BENCH_QUESTIONNAIRE"])).questions.values() if one.tier == "core"]
    pages = [questions[at : at + PER_PAGE] for at in range(0, len(questions), PER_PAGE)]
    html = [_page(number, page) for number, page in enumerate(pages)]
    allowed = [{one.id: frozenset(one.option) for one in page} for page in pages]
    database = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute(SCHEMA)
    app = Flask(__name__)
    app.secret_key = secrets.token_bytes(32)

    @app.get("/")
    def start() -> Response:
        session["id"] = secrets.token_hex(16)
        database.execute("INSERT INTO answers VALUES (?, '{}')", (session["id"],))
        return redirect("/p/0", 303)

    @app.get("/p/<int:number>")
    def show(number: int) -> str:
        _stored(database)
        return html[number] if number < len(html) else "<h1>klaar</h1>"

    @app.post("/p/<int:number>")
    def save(number: int) -> Response:
        answers = _stored(database)
        for one, options in allowed[number].items():
            value = request.form.get(one, "")
            if value not in options:
                abort(422)
            answers[one] = value
        database.execute("UPDATE answers SET data = ? WHERE id = ?", (json.dumps(answers), session["id"]))
        return redirect(f"/p/{number + 1}", 303)

    return app


def _stored(database: sqlite3.Connection) -> dict[str, str]:
    row = database.execute("SELECT data FROM answers WHERE id = ?", (session["id"],)).fetchone()
    return dict(json.loads(row[0]))


def _page(number: int, questions: list[Question]) -> str:
    fields = "".join(
        f"<fieldset><legend>{escape(one.text)}</legend>"
        + "".join(
            f'<label><input type="radio" name="{one.id}" value="{option.id}">{escape(option.text)}</label>'
            for option in one.options
        )
        + "</fieldset>"
        for one in questions
    )
    return (
        f'<!doctype html><html lang="nl"><title>{number}</title><h1>Vragen</h1>'
        f'<form method="post">{fields}<button>Ga verder</button></form></html>'
    )
