"""The first page of the desk's list with 5,000 live shares against one with 50: processor time per page.

It may cost three times as much at most. Alone: `python -m tests.bench.desk`.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from shopcheck import usecases
from shopcheck.core.sharing import Association, SharedWith
from shopcheck.settings import Settings
from shopcheck.store import vault
from shopcheck.usecases import Keep, sharing
from shopcheck.web import create_app
from tests.web.desk.signing_in import sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from shopcheck.core.questionnaire import QuestionId, Questionnaire
    from shopcheck.core.response import Answer
    from shopcheck.usecases import Installation

MANY, FEW = ("RTD", 5000), ("AMS", 50)
LIST = "/balie/"
PAGES, ROUNDS = 20, 5


def fill(installation: Installation, region: str, count: int) -> None:
    """Share so many finished checks by a tick. The slow lock of the owners' codes is left out: no page opens it."""
    sharing.open_to(installation, SharedWith(Association.KHN, region))
    for _ in range(count):
        key = usecases.start(installation, _answers(installation.offered, region), consent=False, keep=Keep.QUARTER)
        usecases.finish(installation, usecases.visit(installation, key), nonce="finish")
        sharing.share_by_tick(installation, usecases.visit(installation, key), Association.KHN, None, nonce="share")


def _answers(asked: Questionnaire, region: str) -> dict[QuestionId, Answer]:
    core = (one for one in asked.questions.values() if one.tier == "core" and one.options)
    first: dict[QuestionId, Answer] = {one.id: one.options[0].id for one in core}
    return {**first, asked.branch_question: "snackbar", asked.region_question: region}


def per_page(client: FlaskClient, path: str) -> float:
    """Processor milliseconds of one page."""
    begin = time.process_time()
    for _ in range(PAGES):
        reply = client.get(path)
        assert b'name="share"' in reply.data
    return 1e3 * (time.process_time() - begin) / PAGES


def measure(folder: Path) -> dict[str, float]:
    """Fill a desk, and look at both lists in turn."""
    settings = Settings.from_environment({"SHOPCHECK_DATA": str(folder)})
    installation = usecases.open_installation(settings)
    with mock.patch.object(vault, "stretch", lambda secret, salt: sha256(secret.encode() + salt).digest()):
        for region, count in (MANY, FEW):
            fill(installation, region, count)
    app = create_app(settings, installation)
    clients = []
    for region, _ in (MANY, FEW):
        clients.append(app.test_client())
        sign_in(clients[-1], regions=(region,))
    for client in clients:
        per_page(client, LIST)
    pairs = [tuple(per_page(client, LIST) for client in clients) for _ in range(ROUNDS)]
    many, few = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    narrowed = per_page(clients[0], f"{LIST}?volgorde=klasse")
    installation.store.close()
    return {
        f"{FEW[1]} shares, ms per page": few,
        f"{MANY[1]} shares, ms per page": many,
        f"{MANY[1]} / {FEW[1]}": many / few,
        f"{MANY[1]} shares in another order, ms": narrowed,
    }


def main() -> None:
    """Measure and say it."""
    with tempfile.TemporaryDirectory() as name:
        for what, value in measure(Path(name)).items():
            print(f"    {what:<38}{value:>10.2f}")


if __name__ == "__main__":
    main()
