"""``manage.py publish_demarche FILE…``: publish démarche definitions as immutable versions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.selectors import changes_of, never_current
from dossiers.catalogue.services import Publication, publish
from dossiers.engine.loading import InvalidDefinition
from dossiers.engine.schema import Definition
from dossiers.management.commands.check_demarche import WRONG, text_of
from monespace.common.authors import SYSTEM
from monespace.common.commands import DataCommand
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(DataCommand):
    """Publishes what is right; prints ``FILE:LINE: what is wrong`` of the rest and exits 2."""

    help = "Publish démarche definitions as immutable versions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the files, and say whether to publish them."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be published and what it changes"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Publish every file before giving the outcome."""
        outcomes = [self.is_published(path, is_tried=options["dry_run"]) for path in options["files"]]
        if not all(outcomes):
            sys.exit(WRONG)

    def is_published(self, path: Path, *, is_tried: bool) -> bool:
        """Publish one file, or say why not; of a trial, everything is undone."""
        try:
            with transaction.atomic():
                publication = publish(actor=SYSTEM, text=text_of(path), source=str(path))
                said = self.told(path, publication, is_tried=is_tried)
                transaction.set_rollback(is_tried)
        except InvalidDefinition as refusal:
            self.stderr.write(str(refusal))
            return False
        except DomainError as refusal:
            self.stderr.write(f"{path}:1: {refusal.message}")
            return False
        self.stdout.write(said)
        return True

    def told(self, path: Path, publication: Publication, *, is_tried: bool) -> str:
        """Say what was published, since when it counts, and what it changes."""
        version = publication.version
        named = f"{path}: {version.demarche.slug}, version {version.version},"
        if not publication.is_new:
            return f"{named} was already published."
        lines = [f"{named} {'would be' if is_tried else 'is'} published."]
        since = Definition.model_validate(version.content).takes_effect
        if since is not None:
            lines.append(f"  It becomes the current one on {timezone.localtime(since):%Y-%m-%d at %H:%M}.")
        lines += [
            f"  Version {number} was planned, and will never become the current one: this one is higher."
            for number in never_current(version)
        ]
        return "\n".join([*lines, *(f"  - {change}" for change in changes_of(version))])
