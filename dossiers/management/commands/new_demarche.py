"""``manage.py new_demarche CODE``: write the starting definition of a démarche."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from pydantic import TypeAdapter, ValidationError

from dossiers.engine.base import Slug

if TYPE_CHECKING:
    from argparse import ArgumentParser

START: Final = Path(__file__).resolve().parent.parent / "new_demarche.yaml"
DEFINITIONS: Final = Path("dossiers", "definitions")


class Command(BaseCommand):
    """Writes a file that ``check_demarche`` finds right; it never writes over one."""

    help = "Write a complete starting definition of a démarche, with texts to replace."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the démarche, and perhaps the folder."""
        parser.add_argument("code", metavar="CODE", help="its address: small letters, digits, hyphens")
        parser.add_argument("--folder", type=Path, help="where to write it (dossiers/definitions)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file, and say what to do next."""
        code = options["code"]
        try:
            TypeAdapter(Slug).validate_python(code)
        except ValidationError as refusal:
            raise CommandError(
                f"“{code}” cannot be an address: write small letters, digits and hyphens, 50 at most, "
                "such as prime-velo"
            ) from refusal
        folder = options["folder"] or settings.BASE_DIR / DEFINITIONS
        path = folder / f"{code}.yaml"
        text = START.read_text(encoding="utf-8")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text.replace("CODE", code).replace("TODAY", timezone.localdate().isoformat()))
        except FileExistsError as refusal:
            raise CommandError(
                f"{path} is there already; choose another code, or change that file"
            ) from refusal
        except OSError as failure:
            raise CommandError(f"{path} cannot be written: {failure.strerror}") from failure
        self.stdout.write(f"{path} is written. Change it, then: python3 manage.py check_demarche {path}")
