"""What always holds of the rows, whatever happened, and that they say what the model says."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, cycle, product
from typing import TYPE_CHECKING, Any

from django.db import connection

from enterprises.models import GapDesignation, GapVacancy, Invitation, Mandate, Membership
from enterprises.rights.checks import explain
from enterprises.rights.permissions import Permission
from tests.enterprises.machine.records import FIRMS, PEOPLE

if TYPE_CHECKING:
    from tests.enterprises.machine.model import Model
    from tests.enterprises.machine.world import World

EVERYWHERE = tuple(product(PEOPLE, FIRMS))

# What may change in a row once, from nothing to something; nothing else ever does.
WRITTEN_ONCE = {
    Membership: {"ended_at", "ended_by_id", "end_reason"},
    GapDesignation: {"ended_at", "ended_by_id", "end_reason", "end_note"},
    Mandate: {"accepted_at", "accepted_by_id", "declined_at", "ended_at", "ended_by_id", "end_reason"},
}


class History:
    """Rows as they were after the step before."""

    def __init__(self) -> None:
        self.before: dict[Any, dict[Any, dict[str, Any]]] = {}

    def is_only_added_to(self) -> None:
        """Dated rows stay; what ended them is written once."""
        for model, once in WRITTEN_ONCE.items():
            now = {row["id"]: row for row in model.objects.values()}
            for pk, row in self.before.get(model, {}).items():
                changed = {name for name, value in row.items() if now[pk][name] != value}
                assert changed <= once, f"{model.__name__} overwritten: {changed - once}"
                assert not [name for name in changed if row[name]], f"{model.__name__} ended twice"
            self.before[model] = now


def accesses_are_as_expected(model: Model) -> None:
    """A person has one period at a time in a firm, and it is the model's."""
    rows = list(Membership.objects.filter(ended_at=None).select_related("user", "enterprise"))
    for one, other in combinations(rows, 2):
        apart = max(one.starts_on, other.starts_on) > min(one.ends_on, other.ends_on)
        assert apart or (one.user_id, one.enterprise_id) != (other.user_id, other.enterprise_id)
    said = {(row.user.first_name, row.enterprise.name, row.role, row.starts_on, row.ends_on) for row in rows}
    assert said == {(one.person, one.firm, *one.terms) for one in model.accesses if not one.ended}


def nobody_is_lost_without_a_record(model: Model) -> None:
    """A firm that had a manager has one, or a recorded vacancy, never both; at most one is the principal."""
    connection.check_constraints()
    rows = GapDesignation.objects.select_related("user", "enterprise")
    vacancies = GapVacancy.objects.current().values_list("enterprise__name", flat=True)
    vacant, managed = Counter(vacancies), {row.enterprise.name for row in rows if row.ended_at is None}
    assert set(vacant) == {row.enterprise.name for row in rows} - managed
    assert set(vacant.values()) <= {1}
    assert set(vacant) == {firm for firm in FIRMS if model.is_vacant(firm)}
    standing = [(row.user.first_name, row.enterprise.name, row.kind) for row in rows if row.ended_at is None]
    assert max(Counter(firm for _, firm, kind in standing if kind == "principal").values(), default=0) <= 1
    expected = [one for firm in FIRMS for one in model.managers(firm)]
    assert sorted(standing) == sorted((one.person, one.firm, one.kind) for one in expected)


def nobody_changes_their_own_rights() -> None:
    """No access was given or ended by the person who has it, but Propriétaire to who represented the firm."""
    for row in Membership.objects.select_related("representation", "enterprise"):
        if row.created_by_id == row.user_id:
            check = row.representation
            assert (check.user_id, check.enterprise_id) == (row.user_id, row.enterprise_id)
            assert (check.outcome, row.role) == ("represents", "proprietaire")
        replaced = row.end_reason in {"lapsed", "changed"}
        assert row.ended_by_id is None or row.ended_by_id != row.user_id or replaced


def invitations_say_what_happened(model: Model) -> None:
    """One open for an address; accepted once, by one person, who alone has the access; as the model says."""
    rows = {row.pk: row for row in Invitation.objects.with_people().select_related("membership")}
    open_ones = Counter(
        (row.enterprise_id, row.email.casefold())
        for row in rows.values()
        if not (row.accepted_at or row.declined_at or row.revoked_at)
    )
    assert set(open_ones.values()) <= {1}
    for invite in model.invites:
        row = rows[invite.row.pk]
        accepted_by = row.accepted_by.first_name if row.accepted_by else None
        facts = accepted_by, bool(row.settled_at), bool(row.membership_id), bool(row.declined_at)
        assert (*facts, bool(row.revoked_at)) == invite.facts
        assert row.answered_for_by.first_name == invite.worth
        assert row.membership is None or row.membership.user_id == row.accepted_by_id
    assert len(rows) == len(model.invites)


def mandates_have_both_sides(model: Model) -> None:
    """None counts before the other side agreed; and as the model says."""
    rows = Mandate.objects.in_bulk()
    for deal in model.deals:
        row = rows[deal.row.pk]
        assert (bool(row.accepted_at), bool(row.declined_at), bool(row.ended_at)) == deal.facts
        if row.accepted_at:
            answering = row.holder_id if row.proposing_side == "client" else row.client_id
            theirs = GapDesignation.objects.filter(user=row.accepted_by, enterprise=answering)
            managed_then = theirs.exclude(ended_at__lt=row.accepted_at)
            assert managed_then.filter(designated_at__lt=row.accepted_at).exists()
    assert len(rows) == len(model.deals)


class RightsOfNow:
    """Whoever enters anew may exactly what the model says, and is told so.

    Looked at where something should have changed since the step before, and at one more place in turn.
    """

    def __init__(self) -> None:
        self.before: dict[tuple[str, str], frozenset[str] | None] = {}
        self.turns = cycle(EVERYWHERE)

    def are_as_expected(self, world: World, model: Model) -> None:
        """Compare, and remember."""
        expected = {place: model.permissions(*place) for place in EVERYWHERE}
        changed = {place for place in EVERYWHERE if expected[place] != self.before.get(place)}
        for place in changed | {next(self.turns)}:
            entering_gives(world, model, *place)
        self.before = expected


def entering_gives(world: World, model: Model, person: str, firm: str) -> None:
    """A person in the space of a firm: rights, and each answer with its reason."""
    expected, actor = model.permissions(person, firm), world.entering(person, firm)
    assert (actor and actor.permissions) == expected, f"{person} at the {firm}"
    if actor is None or expected is None:
        return
    for permission in Permission:
        answer = explain(actor, permission)
        assert answer.allowed == (permission in expected)
        if permission is Permission.MANAGE_MEMBERS and model.is_vacant(firm) and not actor.mandate:
            assert "représentant légal" in answer.reason
