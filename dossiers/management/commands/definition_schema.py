"""``manage.py definition_schema``: print the JSON Schema of the definition language, for editors."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from dossiers.engine.json_schema import language_schema


class Command(BaseCommand):
    """Prints what an editor completes words and marks mistakes with."""

    help = "Print the JSON Schema of the definition language, for editors."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print it."""
        self.stdout.write(json.dumps(language_schema(), indent=2, ensure_ascii=False))
