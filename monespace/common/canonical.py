"""One JSON text for one content, and its hash: what is signed, sent, and compared with what was kept."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Return the one JSON text of ``value``: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def sha256(value: Any) -> str:
    """Return the hash of the canonical JSON of ``value``."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
