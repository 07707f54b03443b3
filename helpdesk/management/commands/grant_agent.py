"""``manage.py grant_agent``: makes a person an agent of the administration."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.db import transaction

from accounts.agents import AgentGroup
from accounts.services import grant_agent
from dossiers.engine.base import SLUG_PATTERN
from dossiers.handling.services import add_service_member
from monespace.common.authors import SYSTEM
from monespace.common.commands import DataCommand
from monespace.common.identifiers import InvalidIdentifier

if TYPE_CHECKING:
    from argparse import ArgumentParser


def slug(text: str) -> str:
    """Read the name of a service as definitions write it."""
    if not re.fullmatch(SLUG_PATTERN, text):
        raise ArgumentTypeError(f"{text} is not the name of a service, such as spw-mobilite")
    return text


class Command(DataCommand):
    """Give a person, known by the national number, a place in a group of agents."""

    help = "Makes a person an agent; who never signed in becomes one at the first sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read whom, which group, and for a case officer which services."""
        parser.add_argument("--national-number", required=True, metavar="N")
        parser.add_argument("--group", required=True, choices=[group.value for group in AgentGroup])
        parser.add_argument(
            "--service",
            action="append",
            default=[],
            type=slug,
            metavar="SLUG",
            help="a service whose dossiers a case officer handles, as « delivery » of definitions names it; "
            "may be given several times",
        )

    @transaction.atomic
    def handle(self, *_: Any, **options: Any) -> None:
        """Grant; doing it twice changes nothing."""
        group = AgentGroup(options["group"])
        services = options["service"]
        if services and group is not AgentGroup.CASE_OFFICER:
            raise CommandError("Only a case_officer works for a service: leave --service out.")
        try:
            user = grant_agent(actor=SYSTEM, national_number=options["national_number"], group=group)
        except InvalidIdentifier as error:
            raise CommandError("This is not a national number: check its eleven digits.") from error
        for service in services:
            add_service_member(actor=SYSTEM, user=user, service=service)
        for_whom = f" for {', '.join(services)}" if services else ""
        self.stdout.write(f"Person {user.pk} is now in the group {group}{for_whom}.")
