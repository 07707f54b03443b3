"""Files are scanned in these tests, and judged in the tests' own process, where a limit can be lowered."""

from __future__ import annotations

import pytest

from monespace.documents.cleaning.judging import clean


@pytest.fixture(autouse=True)
def scanned(clamd) -> None:
    """Every file is scanned."""


@pytest.fixture(autouse=True)
def judged_here(monkeypatch) -> None:
    """Judge files without the process of their own that tests/documents/sandbox is about."""

    def clean_here(source, target, *, accept, seconds):
        return clean(source, target, accept=accept)

    monkeypatch.setattr("monespace.documents.sandbox.cleaned.clean_apart", clean_here)
