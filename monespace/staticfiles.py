"""Where static files are served from, with the hash of their content in their names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, and no failure for a file that only a browser's developer tools ask for."""

    manifest_strict = True
