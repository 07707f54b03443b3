"""Sets a document as a PDF: accessible (PDF/UA-1), to last (PDF/A-2a), the same bytes for the same data."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings

from monespace.sealing import compiler
from monespace.sealing.characters import drawable_data

if TYPE_CHECKING:
    from collections.abc import Mapping

log = structlog.get_logger(__name__)
SECONDS = 30.0
TEMPLATES = settings.BASE_DIR / "templates" / "typst"
FONTS = settings.BASE_DIR / "static" / "font"


class TypesettingFailed(Exception):
    """The document was not set; ``status`` is how the process ended, None when its time was over."""

    def __init__(self, template: str, status: int | None) -> None:
        super().__init__(f"{template}: {status}")
        self.status = status


def typeset(
    template: str, data: Mapping[str, Any], language: str, *, pictures: Mapping[str, str] | None = None
) -> bytes:
    """Return ``templates/typst/<template>.typ`` filled with ``data``, in PDF.

    ``data`` is JSON: its texts are shown as they stand, whatever they hold, never read as markup.
    ``data["title"]`` is the document's title, ``data["at"]`` the moment in ISO that it bears as its date.
    ``pictures`` are SVG by name; what each shows must stand in ``data``. Raises TypesettingFailed.
    """
    try:
        return _compiled(template, drawable_data(dict(data)), language, pictures or {})
    except TypesettingFailed as failure:
        log.warning("typesetting_failed", template=template, status=failure.status)
        if failure.status in {None, compiler.TOO_LARGE}:
            raise
    return _compiled(template, drawable_data(dict(data), is_cautious=True), language, pictures or {})


def _compiled(template: str, data: Mapping[str, Any], language: str, pictures: Mapping[str, str]) -> bytes:
    """Have the document set in a process of its own, with few means and without our secrets."""
    job = {
        "template": str(TEMPLATES / f"{template}.typ"),
        "root": str(TEMPLATES),
        "fonts": str(FONTS),
        "inputs": {"data": json.dumps(data), "language": language, "pictures": json.dumps(pictures)},
        "timestamp": int(datetime.fromisoformat(data["at"]).timestamp()),
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", str(Path(compiler.__file__))],
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            env={"RAYON_NUM_THREADS": "1", "RUST_BACKTRACE": "0"},
            cwd="/",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TypesettingFailed(template, None) from None
    if done.returncode:
        raise TypesettingFailed(template, done.returncode)
    return done.stdout
