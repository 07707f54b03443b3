"""A Chromium on a live portal."""

from tests.pages.conftest import base_url, browser_context_args, browser_type_launch_args, demarches

__all__ = ["base_url", "browser_context_args", "browser_type_launch_args", "demarches"]
