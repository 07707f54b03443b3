"""``manage.py retention --preview``: what is erased when, told without touching anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils import timezone

from dossiers.retention.period import NOTICE_DAYS, first_erasing_day
from dossiers.retention.selectors import not_announced, planned_within
from monespace.common.commands import DataCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(DataCommand):
    """Print how many dossiers are to be anonymised, of which démarches and from when."""

    help = "Tells how many dossiers are anonymised soon, of which démarches and from when."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one thing that it does: the clock erases, nobody by hand."""
        parser.add_argument("--preview", action="store_true", help="tell, and touch nothing")

    def handle(self, *_args: Any, preview: bool, **_options: Any) -> None:
        """Print a line for each démarche: first those announced, then those that the next run announces."""
        if not preview:
            raise CommandError("Dossiers are anonymised by the clock. To see which: --preview.")
        today = timezone.localdate()
        planned = planned_within(NOTICE_DAYS, today)
        for row in planned:
            self.stdout.write(
                f"{row['slug']}: {row['number']} from {row['first']} to {row['last']}, announced"
            )
        coming = not_announced(today)
        for slug, number in coming:
            self.stdout.write(f"{slug}: {number} from {first_erasing_day(today)}, to be announced")
        if not planned and not coming:
            self.stdout.write(f"No dossier is anonymised in the next {NOTICE_DAYS} days.")
