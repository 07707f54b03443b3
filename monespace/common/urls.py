"""Path converter ``space``: the space a page belongs to, « citoyen » or an enterprise number."""

from django.urls import register_converter


class SpaceConverter:
    """Matches the key of a space; whether the person has access is asked of ``enterprises.access``."""

    regex = "citoyen|[0-9]{10}"

    def to_python(self, value: str) -> str:
        """Return the key as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key as it stands in the address."""
        return value


register_converter(SpaceConverter, "space")
