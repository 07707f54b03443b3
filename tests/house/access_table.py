"""Who gets what answer at every address: the table that the access tests walk through.

``ok``: a page, a file or a redirect inside the portal. ``sign``: sent to sign in. ``403``: told who can.
``404``: told nothing. ``405``: no such method.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ACTORS = (
    "anonymous",  # nobody signed in
    "owner",  # the citizen whose dossier it is; no enterprise
    "stranger",  # another citizen
    "proprietaire",
    "collaborateur",
    "lecteur",
    "gap",  # designated, without a role
    "former",  # member whose access has ended, told so
    "former_gap",  # who has resigned, told so
    "mandated",  # acts for the enterprise through another one that holds its mandate
    "mandated_reader",  # the same, under a mandate that only lets read
    "formerly_mandated",  # the same, under a mandate that has ended
    "outsider",  # Propriétaire of another enterprise, and its GAP
    "representative",  # confirmed by the BCE a moment ago, without any access
    "requester",  # asks for an access
    "agent",  # helpdesk agent with a fresh sign-in
    "supervisor",  # of the helpdesk's agents
    "officer",  # case officer of the service that handles both sent dossiers, who has opened the citizen's
)

OK, SIGN = "ok", "sign"


def everyone(status: str) -> dict[str, str]:
    """Return the same answer for all."""
    return dict.fromkeys(ACTORS, status)


def signed_in(status: str = OK) -> dict[str, str]:
    """Return ``status`` for everybody signed in; the others are sent to sign in."""
    return everyone(status) | {"anonymous": SIGN}


def only(*actors: str, forbidden: tuple[str, ...] = (), others: str = "404") -> dict[str, str]:
    """Return a page for ``actors``, 403 for ``forbidden``, ``others`` for the rest."""
    row = signed_in(others)
    return row | dict.fromkeys(forbidden, "403") | dict.fromkeys(actors, OK)


PUBLIC = everyone(OK)
PERSONAL = signed_in()
NO_METHOD = everyone("405")
NO_METHOD_INSIDE = signed_in("405")
MEMBERS = ("proprietaire", "collaborateur", "lecteur")
OWN = only("owner")
# Who had access knows the space: a page says that it ended (ADR 0033).
FORMER = ("former", "former_gap")
MANDATED = ("mandated", "mandated_reader")
ENTERPRISE_INSIDE = only(*MEMBERS, *MANDATED, "gap", forbidden=FORMER)
ENTERPRISE_READ = ENTERPRISE_INSIDE | {"gap": "403"}
ENTERPRISE_FILL = ENTERPRISE_READ | {"lecteur": "403", "mandated_reader": "403"}
ENTERPRISE_SUBMIT = ENTERPRISE_FILL | {"collaborateur": "403"}
ENTERPRISE_PEOPLE = ENTERPRISE_INSIDE | dict.fromkeys(MANDATED, "403")
ENTERPRISE_MANAGE = ENTERPRISE_PEOPLE | dict.fromkeys(MEMBERS, "403")
REPRESENTATIVE = only("representative", others="403")
AGENTS = only("agent", "supervisor", others="403")
SUPERVISORS = only("supervisor", others="403")
OFFICERS = only("officer", others="403")


@dataclass(frozen=True)
class Row:
    """One address and method, and what each actor gets."""

    name: str
    method: str
    expected: dict[str, str]
    kwargs: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    def label(self) -> str:
        """Name the row in test reports."""
        return f"{self.method} {self.name} {' '.join(self.kwargs.values())}"


def read_only(name: str, expected: dict[str, str], **kwargs: str) -> list[Row]:
    """Return the rows of a page that only answers GET."""
    refusal = NO_METHOD_INSIDE if expected["anonymous"] == "sign" else NO_METHOD
    return [Row(name, "GET", expected, kwargs), Row(name, "POST", refusal, kwargs)]


def write_only(name: str, expected: dict[str, str], **kwargs: str) -> list[Row]:
    """Return the rows of an action that only answers POST."""
    refusal = NO_METHOD_INSIDE if expected["anonymous"] == "sign" else NO_METHOD
    return [Row(name, "GET", refusal, kwargs), Row(name, "POST", expected, kwargs)]


def both(name: str, reading: dict[str, str], writing: dict[str, str], **kwargs: str) -> list[Row]:
    """Return the rows of a page with a form."""
    return [Row(name, "GET", reading, kwargs), Row(name, "POST", writing, kwargs)]
