"""``manage.py designate_gap``: record that a legal representative designated an access manager (ADR 0009)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from accounts.models import NationalIdentity
from enterprises.managers.designation_services import designate_gap
from enterprises.register.models import Enterprise
from enterprises.rights.models import GapDesignation
from monespace.common.authors import SYSTEM
from monespace.common.commands import DataCommand, words
from monespace.common.errors import DomainError
from monespace.common.identifiers import InvalidIdentifier, normalize_bce

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from accounts.models import User


class Command(DataCommand):
    """Records a designation and the evidence seen for it."""

    help = "Record that a legal representative designated the access manager (GAP) of an enterprise."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the enterprise, the person and the evidence."""
        parser.add_argument("--enterprise", required=True, help="BCE number, for example 1999.990.144")
        parser.add_argument("--national-number", required=True, help="national number of the GAP")
        parser.add_argument(
            "--evidence", type=words, required=True, help="the document seen, for example its reference"
        )
        parser.add_argument("--co-gap", action="store_true", help="designate a co-GAP, who helps the GAP")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Find the enterprise and the person, then record."""
        kind = GapDesignation.Kind.CO_GAP if options["co_gap"] else GapDesignation.Kind.PRINCIPAL
        try:
            designation = designate_gap(
                actor=SYSTEM,
                enterprise=_enterprise(options["enterprise"]),
                user=_person(options["national_number"]),
                evidence=options["evidence"],
                kind=kind,
            )
        except DomainError as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(f"Designation {designation.pk} is recorded.")


def _enterprise(text: str) -> Enterprise:
    try:
        return Enterprise.objects.get(number=normalize_bce(text))
    except InvalidIdentifier as mistake:
        raise CommandError("--enterprise is not a BCE number. Right: 1999.990.144") from mistake
    except Enterprise.DoesNotExist as missing:
        raise CommandError(f"No enterprise has the number {text}.") from missing


def _person(text: str) -> User:
    try:
        identity = NationalIdentity.objects.of_number(text).first()
    except InvalidIdentifier as mistake:
        raise CommandError("--national-number is not a national number.") from mistake
    if identity is None:
        raise CommandError(
            "Nobody with this national number has signed in yet: ask the person to do so once."
        )
    return identity.user
