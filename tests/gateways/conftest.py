"""The competent service that takes JSON."""

from tests.submission.stub_service import service

__all__ = ["service"]
