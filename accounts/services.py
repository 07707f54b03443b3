"""What happens to people: they appear, sign in and out, change their profile, become agents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.identity import Identifier
from accounts.people.models import NationalIdentity, User
from monespace.common.db import advisory_lock
from monespace.common.errors import Forbidden
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.agents import AgentGroup
    from accounts.levels import Method
    from monespace.common.authors import Author
    from monespace.common.levels import Level

LANGUAGES = {code for code, _name in settings.LANGUAGES}
UNKNOWN_NAME = "—"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who somebody is according to an authentic source: the national number counts, where there is one."""

    national_number: str = ""
    foreign_identifier: str = ""
    last_name: str
    first_name: str = ""
    language: str = ""
    mail: str = (
        ""  # proposed at the first sign-in; never used before it is proved, never a way to find somebody
    )

    @property
    def identifier(self) -> Identifier:
        """By what the person is found; raise InvalidIdentifier when it is not one."""
        if self.national_number or not self.foreign_identifier:
            return Identifier.national(self.national_number)
        return Identifier.foreign(self.foreign_identifier)


class SignedIn(NamedTuple):
    """Who came in, whether under another name than the one we knew, and whether for the first time."""

    user: User
    has_new_name: bool
    is_new: bool = False


class PersonBlocked(Forbidden):
    """The person may not enter any more."""

    message = _("Votre accès à Mon Espace est suspendu. Contactez le helpdesk.")


@transaction.atomic
def sign_in_person(*, actor: Author, person: Person, level: Level, method: Method) -> SignedIn:
    """Return the user behind a person the federation vouches for: created at first, names refreshed."""
    signed_in = _found(actor, person)
    user = signed_in.user
    if not user.is_active:
        raise PersonBlocked
    record("person.signed_in", actor=user, subject=user, level=int(level), method=str(method))
    return signed_in


@transaction.atomic
def register_person(*, actor: Author, person: Person) -> User:
    """Return the user with this identifier: made when unknown, renamed when the names changed."""
    return _found(actor, person).user


def _found(actor: Author, person: Person) -> SignedIn:
    identity = NationalIdentity.objects.of(person.identifier).first() or _awaited(person)
    if identity is None:
        try:
            return SignedIn(_create(actor, person), has_new_name=False, is_new=True)
        except IntegrityError:  # signed in twice at the same moment: the other one made the row
            identity = NationalIdentity.objects.of(person.identifier).get()
    return SignedIn(identity.user, _rename(actor, identity.user, person))


def _awaited(person: Person) -> NationalIdentity | None:
    """Take turns on somebody never seen, and look again.

    While the index key is being changed, two processes may write two indexes for one number: the constraint
    cannot see that, the turn can.
    """
    advisory_lock("first sign-in", *sorted(person.identifier.indexes))
    return NationalIdentity.objects.of(person.identifier).first()


@transaction.atomic
def _create(actor: Author, person: Person) -> User:
    language = person.language if person.language in LANGUAGES else settings.LANGUAGE_CODE
    user = User.objects.create(
        first_name=person.first_name,
        last_name=person.last_name,
        pending_email=person.mail if is_address(person.mail) else "",
        language=language,
    )
    NationalIdentity.objects.create(user=user, **person.identifier.sealed())
    record("person.created", actor=actor, subject=user)
    return user


def is_address(mail: str) -> bool:
    """Whether what the federation says is an address at all."""
    try:
        User._meta.get_field("pending_email").run_validators(mail)
    except ValidationError:
        return False
    return True


def _rename(actor: Author, user: User, person: Person) -> bool:
    """Take over the names; return whether they replaced others."""
    names, known = (person.first_name, person.last_name), (user.first_name, user.last_name)
    if names == known:
        return False
    user.first_name, user.last_name = names
    user.save(update_fields=["first_name", "last_name"])
    record("person.renamed", actor=actor, subject=user)
    return known != ("", UNKNOWN_NAME)


@transaction.atomic
def sign_out_person(*, actor: User) -> None:
    """Keep that the person signed out."""
    record("person.signed_out", actor=actor, subject=actor)


@transaction.atomic
def change_profile(
    *, actor: User, language: str | None = None, phone: str | None = None, mail_pace: str | None = None
) -> None:
    """Keep language, telephone and when to write; the journal keeps which of them changed, no values."""
    given = {"language": language, "phone": phone, "mail_pace": mail_pace}
    changed = {name: value for name, value in given.items() if value not in (None, getattr(actor, name))}
    if not changed:
        return
    for name, value in changed.items():
        setattr(actor, name, value)
    actor.save(update_fields=list(changed))
    record("person.profile_changed", actor=actor, subject=actor, fields=sorted(changed))


@transaction.atomic
def grant_agent(*, actor: Author, national_number: str, group: AgentGroup) -> User:
    """Make a person an agent of ``group``; somebody who never signed in gets their name at first sign-in."""
    identity = NationalIdentity.objects.of_number(national_number).first()
    if identity is None:
        person = Person(national_number=national_number, last_name=UNKNOWN_NAME)
        user = register_person(actor=actor, person=person)
    else:
        user = identity.user
    granted, _created = Group.objects.get_or_create(name=group.value)
    if user.is_staff and granted in user.groups.all():
        return user
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    user.groups.add(granted)
    record("agent.granted", actor=actor, subject=user, group=group.value)
    return user
