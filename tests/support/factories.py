"""People for tests, with fictitious national numbers whose check digits are right."""

from __future__ import annotations

from itertools import count

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.identity import Identifier
from accounts.models import NationalIdentity, User

_numbers = count()


def national_number() -> str:
    """Return a national number not given before: a birth date, a counter of 900 or more, check digits."""
    index = next(_numbers)
    days, counter = divmod(index, 99)
    year, day = divmod(days, 28)
    body = f"{50 + year % 50:02}01{day + 1:02}{900 + counter:03}"
    return f"{body}{97 - int(body) % 97:02}"


class PersonFactory(factory.django.DjangoModelFactory):
    """A person who has signed in once, with a national identity."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    first_name = factory.Sequence("Prénom{}".format)
    last_name = factory.Sequence("Nom{}".format)
    email = factory.Sequence("personne{}@exemple.be".format)
    language = "fr"
    profile_completed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def identity(self, create, extracted, **_):
        """Give the person a national number (``identity="…"`` for a given one)."""
        if create:
            identifier = Identifier.national(extracted or national_number())
            NationalIdentity.objects.create(user=self, **identifier.sealed())


class AgentFactory(PersonFactory):
    """An agent of the administration; ``group`` names the group."""

    is_staff = True

    @factory.post_generation
    def group(self, create, extracted, **_):
        """Put the agent in a group, the helpdesk's by default."""
        if create:
            self.groups.add(Group.objects.get_or_create(name=extracted or "helpdesk")[0])
