"""Known answers: rows as the first version made them, which every later version must open."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from shopcheck.store.checkups import Sealed
from shopcheck.store.keyring import Keys
from shopcheck.store.vault import Wrap

KNOWN: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
CODE: str = KNOWN["code"]
ROW_ID = bytes.fromhex(KNOWN["row_id"])
DATA_KEY = bytes.fromhex(KNOWN["data_key"])
KEYS = Keys(
    bytes.fromhex(KNOWN["keys"]["secret_key"]),
    bytes.fromhex(KNOWN["keys"]["index_pepper"]),
    MappingProxyType({int(version): bytes.fromhex(pepper) for version, pepper in KNOWN["keys"]["peppers"].items()}),
    MappingProxyType({int(version): bytes.fromhex(key) for version, key in KNOWN["keys"]["association_keys"].items()}),
    bytes.fromhex(KNOWN["keys"]["signing_key"]),
)
WRAPS = tuple(
    Wrap(
        bytes.fromhex(one["salt"]),
        one["pepper_version"],
        bytes.fromhex(one["auth_hash"]),
        bytes.fromhex(one["wrapped_key"]),
    )
    for one in KNOWN["wraps"]
)
ROW = Sealed(
    ROW_ID,
    KNOWN["row"]["questionnaire"],
    KNOWN["row"]["version"],
    KNOWN["row"]["revision"],
    date.fromisoformat(KNOWN["row"]["expires_on"]),
    bytes.fromhex("".join(KNOWN["row"]["sealed"])),
)
