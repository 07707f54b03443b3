"""Where static files are served from, with the hash of their content in their names."""

from __future__ import annotations

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, in scripts' imports too; a file that was never collected fails, except in the demo."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """Return the hashed name; the demo serves what was not collected under its plain name."""
        try:
            return super().stored_name(name)
        except ValueError:
            if settings.DEMO:
                return name
            raise
