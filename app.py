"""The WSGI object: environment → settings → app."""

from __future__ import annotations

import os

from shopcheck.settings import Settings
from shopcheck.web import create_app

app = create_app(Settings.from_environment(os.environ))
