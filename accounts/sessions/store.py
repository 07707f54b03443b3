"""Sessions in our own table, read together with their person in one statement (ADR 0022)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, SessionBase, UpdateError
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.sessions.limits import END_SAID_FROM, SEEN_EVERY
from monespace.common.db import delete_in_batches
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from accounts.people.models import User
    from accounts.sessions.models import Session


class SessionStore(SessionBase):
    """One browser's session, as Django's middleware and ``login`` use it."""

    row: Session | None = None
    late_user: User | None = None  # whose session this was, once it is over: opens nothing

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and no key any more, when it is unknown or over."""
        row = _sessions().get_with_person(self.session_key) if self.session_key else None
        if row is None or row.is_over:
            self.late_user = row.user if row and row.user and row.user.is_active else None
            self._session_key = None
            return {}
        self.row = row
        return self.decode(row.data)

    @property
    def user(self) -> User | None:
        """The person signed in; nobody when that person was blocked meanwhile."""
        key = self.get(SESSION_KEY)
        user = self.row.user if self.row else None
        return user if user and key == str(user.pk) and user.is_active else None

    @property
    def ends_for_good_at(self) -> datetime | None:
        """When the session ends whatever is done, once that is near enough to be said."""
        end = self.row.ends_at_latest if self.row else None
        return end if end and end - timezone.now() <= END_SAID_FROM else None

    def touch(self) -> None:
        """Write down a sign of life, at most once a minute."""
        if self.row and timezone.now() - self.row.last_seen_at >= SEEN_EVERY:
            self.prolong()

    def prolong(self) -> None:
        """Count idle time from now on."""
        if self.row:
            self.row.last_seen_at = timezone.now()
            _sessions().filter(pk=self.row.pk).update(last_seen_at=self.row.last_seen_at)

    def end_with_federation(self, moment: datetime | None) -> None:
        """End no later than the federation's session (ADR 0062); None when it does not say when that ends."""
        if self.row:
            self.row.federation_ends_at = moment
            self.modified = True

    def exists(self, session_key: str) -> bool:
        """Whether the key is taken."""
        return _sessions().of_key(session_key).exists()

    def _get_new_session_key(self) -> str:
        """Return a key of 165 random bits without asking whether it is taken: its constraint would tell."""
        return get_random_string(32, VALID_KEY_CHARS)

    def create(self) -> None:
        """Begin a session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Keep the session; raise UpdateError when it was ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined] # missing in the stubs
        key = digest(self.session_key)
        values: dict[str, Any] = {"data": self.encode(data), "user_id": data.get(SESSION_KEY)}
        if not must_create:
            if self.row:
                values["federation_ends_at"] = self.row.federation_ends_at
            if not _sessions().filter(digest=key).update(**values):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                self.row = _sessions().create(digest=key, **values)
        except IntegrityError:
            raise CreateError from None

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key is not None:
            _sessions().of_key(key).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Forget the sessions that have been over for a day."""
        delete_in_batches(_sessions().long_over())


def session_of(request: HttpRequest) -> SessionStore:
    """Return the browser's session, as what SESSION_ENGINE makes it."""
    return cast("SessionStore", request.session)


def row_of(request: HttpRequest) -> Session:
    """Return the row of the signed-in person's session."""
    row = session_of(request).row
    if row is None:
        raise SuspiciousOperation("A session without a row asks for its person's sessions.")
    return row


def _sessions() -> Any:
    from accounts.sessions.models import Session  # noqa: PLC0415 - the store is read before the models are

    return Session.objects
