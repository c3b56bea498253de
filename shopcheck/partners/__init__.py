"""What partners receive: the files of a release, in open formats that people and programs can read, and word of it.

Everything here is made of a release alone (`core.publication`), so nothing of a shop can be in it.

    webhook.py   a signed notice     sftp.py   the whole release     mail.py   a link     outside.py   the way there
"""

from __future__ import annotations

from shopcheck.partners.gate import flaws
from shopcheck.partners.made import Made
from shopcheck.partners.package import package

__all__ = ["Made", "flaws", "package"]
