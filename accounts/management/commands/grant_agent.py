"""``manage.py grant_agent``: makes a person an agent of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from accounts.agents import AgentGroup
from accounts.services import grant_agent
from monespace.common.authors import SYSTEM
from monespace.common.commands import DataCommand
from monespace.common.identifiers import InvalidIdentifier

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(DataCommand):
    """Give a person, known by the national number, a place in a group of agents."""

    help = "Makes a person an agent; who never signed in becomes one at the first sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read whom and which group."""
        parser.add_argument("--national-number", required=True, metavar="N")
        parser.add_argument("--group", required=True, choices=[group.value for group in AgentGroup])

    def handle(self, *_: Any, **options: Any) -> None:
        """Grant; doing it twice changes nothing."""
        group = AgentGroup(options["group"])
        try:
            user = grant_agent(actor=SYSTEM, national_number=options["national_number"], group=group)
        except InvalidIdentifier as error:
            raise CommandError("This is not a national number: check its eleven digits.") from error
        self.stdout.write(f"Person {user.pk} is now in the group {group}.")
