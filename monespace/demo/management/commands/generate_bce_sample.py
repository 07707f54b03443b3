"""``manage.py generate_bce_sample FOLDER``: a made-up extract of the BCE Open Data, and an update of it."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from monespace.simulators.bce.open_data.extracts import write_full, write_update

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from monespace.simulators.bce.open_data.extracts import Change


class Command(BaseCommand):
    """Writes samples: the same options give the same files."""

    help = "Write a made-up full extract of the BCE Open Data in FOLDER and, with --changes, an update of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how large, and which one."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--enterprises", type=int, default=1000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--number", type=int, default=1, help="extract number of the full one")
        parser.add_argument(
            "--changes", type=int, default=0, help="changed enterprises in the update; none: no update"
        )
        parser.add_argument(
            "--bad-lines", type=int, default=0, help="lines with mistakes in the full extract"
        )
        parser.add_argument("--zip", action="store_true", help="zips, as published; folders otherwise")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the files and say where."""
        size, seed, number = options["enterprises"], options["seed"], options["number"]
        full = self._path(options, number, "Full")
        write_full(
            full,
            seed=seed,
            number=number,
            listed=((rank, 0) for rank in range(size)),
            bad=options["bad_lines"],
        )
        self.stdout.write(str(full))
        if options["changes"]:
            update = self._path(options, number + 1, "Update")
            write_update(
                update, seed=seed, number=number + 1, changes=changes_of(size, options["changes"], seed)
            )
            self.stdout.write(str(update))

    def _path(self, options: dict[str, Any], number: int, kind: str) -> Path:
        suffix = ".zip" if options["zip"] else ""
        return options["folder"] / f"KboOpenData_{number:04}_2026_01_{kind}{suffix}"


def changes_of(size: int, count: int, seed: int) -> list[Change]:
    """Return changes to ``count`` enterprises out of ``size``: one in ten new, one in twenty stopped."""
    dice = Random(seed)  # noqa: S311 - a sample
    new, stopped = count // 10, count // 20
    ranks = dice.sample(range(size), count - new)
    changes: list[Change] = [(rank, 0, None) for rank in ranks[:stopped]]
    changes += [(rank, 0, dice.randint(1, 5)) for rank in ranks[stopped:]]
    return changes + [(size + place, None, 0) for place in range(new)]
