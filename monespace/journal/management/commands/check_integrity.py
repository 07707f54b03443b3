"""``manage.py check_integrity``: says what was altered behind the portal’s back."""

from __future__ import annotations

import sys
from typing import Any

from monespace.common.commands import DataCommand
from monespace.journal.integrity import checks


class Command(DataCommand):
    """Run every integrity check."""

    help = "Verifies the journal, its seals, and what the apps add; ends with 1 when anything was altered."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print each check with its flaws, then the total."""
        total = 0
        for name, check in sorted(checks.items()):
            flaws = list(check())
            total += len(flaws)
            self.stdout.write(f"{name}: {'sound' if not flaws else f'{len(flaws)} flaw(s)'}")
            for flaw in flaws:
                self.stderr.write(f"  {flaw.where}: {flaw.what}")
        if total:
            sys.exit(1)
