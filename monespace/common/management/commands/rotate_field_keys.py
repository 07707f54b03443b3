"""``manage.py rotate_field_keys``: brings every encrypted column under the current key of FIELD_KEYS.

It also seals the answers of before, which stand in clear (ADR 0116).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from monespace.common.commands import DataCommand, positive
from monespace.common.crypto import INDEX, OTHER_INDEX, key_ring
from monespace.common.fields import sealed_columns
from monespace.common.rotation import BATCH, Progress, renew

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from monespace.common.fields import Sealed


class Command(DataCommand):
    """Renew, or only count; the site may run, and the command may be stopped and started again."""

    help = "Re-encrypts personal data with the current key, and says which keys are not needed any more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read how much at a time, and whether to write."""
        parser.add_argument("--batch", type=positive, default=BATCH, metavar="ROWS")
        parser.add_argument("--check", action="store_true", help="count only; change nothing")

    def handle(self, *_: Any, **options: Any) -> None:
        """Renew each column, look at all of them again, and conclude."""
        columns = sealed_columns()
        if not options["check"]:
            for sealed in columns:
                done = self._walk(sealed, batch=options["batch"], write=True)
                self.stdout.write(f"{sealed}: {done.renewed} of {done.rows} rows renewed")
        found = {sealed: self._walk(sealed, batch=options["batch"], write=False) for sealed in columns}
        for sealed, progress in found.items():
            counts = [f"{count} under `{key}`" for key, count in sorted(progress.keys.items())]
            counts += [f"{progress.in_clear} in clear"] if progress.in_clear else []
            self.stdout.write(f"{sealed}: {progress.rows} rows: {', '.join(counts) or 'none readable'}")
        self._conclude(list(found.values()))

    def _walk(self, sealed: Sealed, *, batch: int, write: bool) -> Progress:
        progress = Progress()
        for progress in renew(sealed, write=write, batch=batch):
            self.stderr.write(f"  {sealed}: {progress.rows} rows…", ending="\r")
        return progress

    def _conclude(self, found: list[Progress]) -> None:
        """Say which keys may be taken out; fail when a row opens with none."""
        if unreadable := sum(progress.unreadable for progress in found):
            raise CommandError(f"{unreadable} rows open with no key of FIELD_KEYS: put the missing key back.")
        current, *others = key_ring().ciphers
        in_use = {key for progress in found for key in progress.keys}
        free = [name for name in others if name not in in_use]
        outdated = sum(progress.outdated_indexes for progress in found)
        if outdated:
            self.stdout.write(f"{outdated} rows are found by the index key `{OTHER_INDEX}` only.")
        elif len(key_ring().index_keys) > 1:
            free.append(OTHER_INDEX)
        in_clear = sum(progress.in_clear for progress in found)
        if in_clear:
            self.stdout.write(f"{in_clear} rows are in clear: run this command without --check.")
        if in_use <= {current} and not outdated and not in_clear:
            self.stdout.write(f"Everything is under the current keys, `{current}` and `{INDEX}`.")
        if free:
            self.stdout.write(
                "Once every process has run with this FIELD_KEYS for five minutes, these keys may be taken "
                f"out: {', '.join(free)}. Keep them as long as a backup of before may be needed."
            )
