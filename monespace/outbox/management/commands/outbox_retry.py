"""``manage.py outbox_retry``: runs given-up messages again, once their cause is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monespace.common.commands import DataCommand
from monespace.outbox.models import Message
from monespace.outbox.services import replay

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(DataCommand):
    """List the messages that were given up, or want them done again."""

    help = (
        "Without arguments: lists the messages that were given up. With --topic, --id or --all: retries them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choose messages; nothing chosen means listing only."""
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument("--topic", help="every given-up message of this topic")
        chosen.add_argument("--id", type=int, nargs="+", help="these given-up messages")
        chosen.add_argument("--all", action="store_true", help="every given-up message")

    def handle(self, *_args: Any, **options: Any) -> None:
        """List, or replay and say how many."""
        given_up = Message.objects.filter(failed_at__isnull=False).order_by("pk")
        if options["topic"]:
            given_up = given_up.filter(topic=options["topic"])
        elif options["id"]:
            given_up = given_up.filter(pk__in=options["id"])
        elif not options["all"]:
            for message in given_up:
                self.stdout.write(
                    f"{message.pk}\t{message.topic}\t{message.failed_at:%Y-%m-%d %H:%M}\t{message.last_error}"
                )
            return
        self.stdout.write(f"{replay(messages=given_up)} message(s) will run again.")
