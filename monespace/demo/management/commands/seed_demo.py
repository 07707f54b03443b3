"""``manage.py seed_demo``: démarches, people and cases of the demo; running it again adds nothing."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from monespace.common.commands import DataCommand
from monespace.demo.cases import make_cases
from monespace.demo.people import make_enterprises, make_people
from monespace.demo.systems import make_system

DEFINITIONS = Path("dossiers", "definitions")


class Command(DataCommand):
    """Fills the demo."""

    help = "Publish the démarches, and make the demo's people, enterprises, system and cases."

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do each part; each leaves what is already there."""
        definitions = sorted((settings.BASE_DIR / DEFINITIONS).glob("*.yaml"))
        said = self.stdout if options["verbosity"] else StringIO()
        call_command("publish_demarche", *map(str, definitions), stdout=said)
        people = make_people()
        make_enterprises(people)
        make_system()
        make_cases(people["gestionnaire"])
