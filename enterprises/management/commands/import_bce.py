"""``manage.py import_bce PATH``: bring the register up to date with an extract of the BCE Open Data."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from enterprises.register.importing.errors import ImportRefused
from enterprises.register.importing.extract import open_extract
from enterprises.register.importing.progress import Progress
from enterprises.register.importing.report import SHOWN, Rejections
from enterprises.register.importing.run import import_extract
from monespace.common.commands import DataCommand

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from enterprises.register.models import RegisterImport


class Command(DataCommand):
    """Imports a full extract or an update."""

    help = "Import an extract of the BCE Open Data: full or update, folder or zip of the official files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the extract and where to report what cannot be used."""
        parser.add_argument("path", type=Path, help="folder or zip, as published")
        parser.add_argument(
            "--report",
            type=Path,
            help="file for rejected lines; by default bce-<number>-<kind>-rejected.csv here,"
            " or in the folder for temporary files where nothing can be written here",
        )
        parser.add_argument(
            "--accept-fewer",
            action="store_true",
            help="accept a full extract that lists far fewer enterprises than the register has",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, then say what was done and what was left behind."""
        try:
            extract = open_extract(options["path"])
            rejections = _report(options["report"], f"bce-{extract.number}-{extract.kind}-rejected.csv")
            self.stdout.write(
                f"Extract {extract.number} ({extract.kind}), state of the BCE on {extract.snapshot_on}."
            )
            with Progress(self.stdout) as progress:
                run = import_extract(
                    extract, rejections=rejections, watch=progress, accept_fewer=options["accept_fewer"]
                )
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(run, rejections)

    def _tell(self, run: RegisterImport, rejections: Rejections) -> None:
        for step, done in run.done.items():
            if isinstance(done, dict):
                counts = ", ".join(f"{count} {name}" for name, count in done.items() if name != "below")
                self.stdout.write(f"  {step}: {counts}")
        if not rejections.total:
            self.stdout.write("Done. Every line was usable.")
            return
        self.stdout.write(f"Done. {rejections.total} lines could not be used, or not whole:")
        for file, line, reason in rejections.first:
            self.stdout.write(f"  {file}:{line}: {reason}")
        if rejections.total > SHOWN:
            self.stdout.write(f"  … and {rejections.total - SHOWN} more")
        if rejections.is_lost:
            self.stdout.write(f"The others are lost: {rejections.path} could not be written to its end.")
        else:
            self.stdout.write(f"All of them are in {rejections.path.absolute()}.")


def _report(chosen: Path | None, name: str) -> Rejections:
    """Return a report that can be written: where it was asked for, here, or among temporary files."""
    places = [chosen] if chosen else [Path(name), Path(gettempdir()) / name]
    for place in places:
        report = Rejections(place)
        try:
            report.require_room()
        except OSError as problem:
            refused = CommandError(
                f"The report cannot be written to {place}: {problem.strerror}. Name a file: --report."
            )
            continue
        return report
    raise refused
