"""``manage.py compare_demarche SLUG BEFORE AFTER``: say what one published version changes of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from dossiers.catalogue.selectors import get_definition
from dossiers.engine.comparing import changes_between
from monespace.common.commands import DataCommand, positive
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from dossiers.engine.schema import Definition


class Command(DataCommand):
    """Prints a sentence for each change."""

    help = "Say in words what one published version of a démarche changes of another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the démarche and both versions."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("before", metavar="BEFORE", type=positive, help="a version")
        parser.add_argument("after", metavar="AFTER", type=positive, help="another version")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compare them."""
        before, after = (_version(options["slug"], options[name]) for name in ("before", "after"))
        changes = changes_between(before, after)
        self.stdout.write("\n".join(changes) or "Both versions say the same.")


def _version(slug: str, number: int) -> Definition:
    """Return one published version; CommandError without one."""
    try:
        return get_definition(slug, number)
    except NotVisible as missing:
        raise CommandError(f"There is no published version {number} of “{slug}”.") from missing
