"""The web application starts from nothing, as its server starts it: no import asks for apps too early."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize("entry", ["monespace.wsgi", "monespace.celery"])
def test_entry_points_can_be_imported_first(entry):
    done = subprocess.run(
        [sys.executable, "-c", f"import {entry}"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
