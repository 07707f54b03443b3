"""Fixtures for handling: a back office that sees what reaches it."""

from tests.submission.stub_service import service

__all__ = ["service"]
