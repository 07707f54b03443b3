"""Path converters: ``space``, « citoyen » or an enterprise number, and ``bce``, an enterprise number."""

from django.urls import register_converter


class SpaceConverter:
    """Matches the key of a space; whether the person has access is asked of ``enterprises.rights.door``."""

    regex = "citoyen|[0-9]{10}"

    def to_python(self, value: str) -> str:
        """Return the key as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key as it stands in the address."""
        return value


class BceConverter:
    """Matches an enterprise number: for pages about an enterprise whose space the person cannot enter yet."""

    regex = "[01][0-9]{9}"

    def to_python(self, value: str) -> str:
        """Return the number as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the number as it stands in the address."""
        return value


register_converter(SpaceConverter, "space")
register_converter(BceConverter, "bce")
