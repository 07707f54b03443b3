"""``manage.py trace REFERENCE``: one dossier's whole life, without personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from dossiers.following import trace
from monespace.common.commands import DataCommand
from monespace.common.references import InvalidReference, normalize_reference

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(DataCommand):
    """Print what happened to one dossier."""

    help = "Prints one dossier's whole life: states, journal, outbox, deliveries, attempts, mails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the reference, however it is typed."""
        parser.add_argument("reference")

    def handle(self, *_args: Any, reference: str, **_options: Any) -> None:
        """Print a heading, then a line for everything, in order of time."""
        try:
            dossier = trace.find(normalize_reference(reference))
        except InvalidReference:
            raise CommandError(f"{reference} is not a reference: check each character.") from None
        if dossier is None:
            raise CommandError(f"No dossier has the reference {reference}.")
        self.stdout.write(trace.heading(dossier))
        for at, text in trace.lines(dossier):
            self.stdout.write(f"{at:%Y-%m-%d %H:%M:%S.%f}+00:00  {text}")
