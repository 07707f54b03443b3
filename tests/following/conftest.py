"""Fixtures for following: a back office whose answers the test chooses."""

from tests.submission.stub_service import service

__all__ = ["service"]
