"""Where static files are served from, with the hash of their content in their names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, in scripts' imports too; a file that was never collected fails."""

    support_js_module_import_aggregation = True
