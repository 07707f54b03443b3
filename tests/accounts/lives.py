"""A browser beside what must be true of it: the model of tests/accounts/test_lives_of_sessions.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import NationalIdentity
from accounts.sessions.limits import AGENTS, PEOPLE, SEEN_EVERY
from monespace.simulators.fas import responses
from monespace.simulators.fas.logout import carried, logout_request
from monespace.simulators.fas.sessions import Named
from monespace.simulators.personas import PERSONAS
from tests.accounts.federation import ENTITY_ID, Federation, fas_key
from tests.support.checked_client import CheckedClient

if TYPE_CHECKING:
    from datetime import datetime

    from monespace.simulators.fas.requests import SignInRequest

METHODS = {450: "itsme", 500: "eid"}
ANSWER_COUNTS_FOR = timedelta(minutes=5 + 3)  # as the federation writes it, and the skew the portal allows
ANSWER_WAITS_FOR = timedelta(minutes=5)
REQUEST_COUNTS_FOR = timedelta(hours=2)
REQUESTS_AT_ONCE = 4


@dataclass(eq=False)
class Tab:
    """A sign-in begun in a browser."""

    browser: Browser
    asked: SignInRequest
    begun_at: datetime

    def answer(self, person: str, level: int) -> Answer:
        """Return what the federation says now, signed and encrypted for the portal."""
        named = Named.new()
        message = Federation(self.browser.client).message(
            self.asked, persona=person, level=level, named=named
        )
        reader = Path(settings.SAML_SP_CERT).read_bytes()
        document = responses.signed(message, fas_key(), encrypted_for=reader)
        return Answer(self, person, level, timezone.now(), named, document)


@dataclass(eq=False)
class Answer:
    """What the federation said to one request, when, and in which session of its own."""

    tab: Tab
    person: str
    level: int
    said_at: datetime
    named: Named
    document: bytes
    has_served: bool = False

    def end_there(self) -> None:
        """Have the federation end the session that it spoke from, in whatever browser carries its message."""
        request = logout_request(
            self.named.name,
            [self.named.index],
            issuer=ENTITY_ID,
            destination=f"{settings.SITE_URL}{reverse('accounts:saml_sls')}",
            now=timezone.now(),
        )
        address = carried(reverse("accounts:saml_sls"), "SAMLRequest", request, "", fas_key())
        assert CheckedClient().get(address).status_code == (302 if self.has_served else 400)


@dataclass
class Session:
    """Who must be signed in, by which answer, until when, and by which answers before."""

    answer: Answer
    began_at: datetime
    seen_at: datetime
    stands_on: tuple[Answer, ...]

    @property
    def is_alive(self) -> bool:
        """Whether neither limit has passed."""
        limits = AGENTS if self.answer.person == "agent" else PEOPLE
        return timezone.now() < min(self.seen_at + limits.idle, self.began_at + limits.absolute)


@dataclass(eq=False)
class Browser:
    """A browser; its methods do something in it and note what must have come of it."""

    client: CheckedClient = field(default_factory=CheckedClient)
    session: Session | None = None
    under_way: list[Tab] = field(default_factory=list)  # the newest first
    given: tuple[Answer, datetime] | None = None  # not yet brought to our own page
    keys: set[str] = field(default_factory=set)  # of all sessions it has had

    @classmethod
    def with_key(cls, key: str) -> Browser:
        """Return the browser of somebody who kept, or took, the key of a session."""
        browser = cls()
        browser.client.cookies[settings.SESSION_COOKIE_NAME] = key
        return browser

    def begin(self, level: int) -> Tab:
        """Begin a sign-in in a new tab; too many make the oldest give way."""
        self.show_life()
        tab = Tab(self, Federation(self.client).ask(METHODS[level]), timezone.now())
        still = [one for one in self.under_way if timezone.now() - one.begun_at <= REQUEST_COUNTS_FOR]
        self.under_way = [tab, *still[: REQUESTS_AT_ONCE - 1]]
        return tab

    def receive(self, answer: Answer) -> None:
        """Post an answer, as the federation's page does; one in time waits to be brought to our own page."""
        self.show_life()
        form = {"SAMLResponse": responses.encoded(answer.document), "RelayState": ""}
        status = self.client.post(reverse("accounts:saml_acs"), form).status_code
        is_in_time = timezone.now() < answer.said_at + ANSWER_COUNTS_FOR
        assert status == (303 if is_in_time else 400)
        if is_in_time:
            self.given = answer, timezone.now()

    def arrive(self) -> bool:
        """Open our own page after an answer; return whether the sign-in that it ends was good."""
        self.show_life()
        answer = self.answer_that_counts()
        self.given = None
        status = self.client.get(reverse("accounts:saml_acs_finish")).status_code
        if answer is None:
            return False
        is_good = (
            answer.tab in self.under_way
            and timezone.now() <= answer.tab.begun_at + REQUEST_COUNTS_FOR
            and answer.level >= answer.tab.asked.level
        )
        assert (status == 302) == is_good, status
        if is_good:
            self.under_way.remove(answer.tab)
            self.come_in(answer)
        return is_good

    def come_in(self, answer: Answer) -> None:
        """Begin a session; it goes on standing on what the same person's stood on here."""
        now, before = timezone.now(), self.session
        goes_on = before is not None and before.is_alive and before.answer.person == answer.person
        answer.has_served = True
        self.session = Session(answer, now, now, (answer, *(before.stands_on if goes_on else ())))

    def hear_of_the_end(self, answer: Answer) -> None:
        """Note that the federation has ended the session that it spoke from."""
        if self.session and answer in self.session.stands_on:
            self.session = None

    def answer_that_counts(self) -> Answer | None:
        """Return the answer this browser was given, unless it waited too long."""
        if self.given is None or timezone.now() >= self.given[1] + ANSWER_WAITS_FOR:
            return None
        return self.given[0]

    def read_page(self) -> None:
        """Open a page of the person's own; it is theirs, or leads to the sign-in page."""
        self.show_life()
        page = self.client.get(reverse("accounts:profile"))
        if self.session is None or not self.session.is_alive:
            assert page["Location"].startswith(reverse("accounts:sign_in"))
        else:
            assert PERSONAS[self.session.answer.person].last_name in page.content.decode()

    def prolong(self) -> None:
        """Say that somebody is there."""
        self.client.post(reverse("accounts:session_state"))
        if self.session and self.session.is_alive:
            self.session.seen_at = timezone.now()

    def sign_out(self) -> None:
        """End the session."""
        self.client.post(reverse("accounts:sign_out"))
        self.session = None

    def show_life(self) -> None:
        """Note that a page is asked for: whoever is signed in is there, counted once a minute."""
        if self.session and self.session.is_alive and timezone.now() - self.session.seen_at >= SEEN_EVERY:
            self.session.seen_at = timezone.now()

    def expected(self) -> dict[str, Any] | None:
        """Return who must be signed in, and how; None when nobody."""
        if self.session is None or not self.session.is_alive:
            return None
        answer = self.session.answer
        identity = NationalIdentity.objects.of_number(PERSONAS[answer.person].national_number).get()
        return {
            "subject": str(identity.user_id),
            "level": answer.level,
            "method": METHODS[answer.level],
            "authenticated_at": answer.said_at.isoformat(),
        }

    def said(self) -> dict[str, Any] | None:
        """Return who the portal says is signed in, and how; None when nobody."""
        state = self.client.get(reverse("accounts:session_state")).json()
        if not state["authenticated"]:
            return None
        self.keys.add(self.key)
        return {name: state[name] for name in ("subject", "level", "method", "authenticated_at")}

    @property
    def key(self) -> str:
        """The key of the session in the browser's cookie."""
        return self.client.cookies[settings.SESSION_COOKIE_NAME].value

    @property
    def ended(self) -> set[str]:
        """The keys of this browser's sessions that are over."""
        return self.keys - {self.key} if self.expected() else self.keys
