"""The command line: `shopcheck …`. Exit 0 done, 1 the input is wrong (said as file:line:column), 2 wrong usage."""

from __future__ import annotations

import click

from shopcheck.cli.adviser import adviser
from shopcheck.cli.association_key import rotate_association_key
from shopcheck.cli.audit import audit
from shopcheck.cli.check import check
from shopcheck.cli.close import close
from shopcheck.cli.delivery import delivery
from shopcheck.cli.demo import demo
from shopcheck.cli.form import form
from shopcheck.cli.letter import letter
from shopcheck.cli.partner import partner
from shopcheck.cli.pepper import rotate
from shopcheck.cli.preview import preview
from shopcheck.cli.publish import publish
from shopcheck.cli.questionnaires import assess, schema
from shopcheck.cli.release import release
from shopcheck.cli.serve import serve
from shopcheck.cli.token import token
from shopcheck.cli.worker import worker

OPERATING = (
    serve,
    worker,
    close,
    release,
    delivery,
    demo,
    adviser,
    partner,
    token,
    audit,
    rotate,
    rotate_association_key,
)
WRITING = (check, publish, schema, preview, assess, letter, form)


@click.group()
def main() -> None:
    """Preventiecheck: a self-check against robbery for shops, bars and restaurants."""


for command in (*OPERATING, *WRITING):
    main.add_command(command)
