"""Announces an outage, and makes longer, batch by batch, the time limits that it concerns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction

from dossiers.clients.actors import actor_now, reached_demarches, require
from dossiers.clients.verbs import Verb
from dossiers.deadlines.errors import EffectsChanged, NotOfItsServices
from dossiers.deadlines.models import DossierDeadline, Outage
from dossiers.deadlines.outages import effects_of, fingerprint_of
from dossiers.deadlines.services import recount
from dossiers.notices.news import News
from dossiers.notices.telling import tell
from monespace.common.db import advisory_lock, get_or_none, require_transaction
from monespace.common.rate_limits import consume
from monespace.journal.services import record
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from dossiers.clients.actors import ServiceClient
    from monespace.common.authors import Author

EXTEND: Final = "deadlines.extend"
BATCH: Final = 100
BEFORE_ALL: Final = str(UUID(int=0))
SENT_MEANWHILE: Final = timedelta(minutes=5)
"""Longer than any transaction lasts: one that did not know of the outage yet is over by then."""


def announce(*, actor: Author, outage: Outage, shown: str | None) -> Outage:
    """Record an outage, shown with its effects under the fingerprint ``shown``, and want limits extended.

    ``shown`` is None for a system, to which no page shows it. One that was recorded already is returned.
    Raises EffectsChanged.
    """
    require_transaction()
    advisory_lock("outage")
    if earlier := get_or_none(Outage.objects.filter(pk=outage.pk)):
        return earlier
    effects = effects_of(outage)
    if shown is not None and fingerprint_of(outage, effects) != shown:
        raise EffectsChanged
    outage.save(force_insert=True)
    record(
        "outage.announced",
        actor=actor,
        subject=outage,
        began_on=outage.began_on,
        ended_on=outage.ended_on,
        demarches=outage.demarches,
        extra_days=outage.extra_days,
        extended_to=outage.extended_to,
        dossiers=effects.count,
        people=effects.people_count,
        enterprises=effects.enterprise_count,
    )
    for delay in (None, SENT_MEANWHILE):
        enqueue(EXTEND, delay=delay, outage_id=outage.pk, after=BEFORE_ALL)
    return outage


@transaction.atomic
def announce_by_system(*, actor: ServiceClient, outage: Outage) -> Outage:
    """Record an outage for a system that reaches its démarches, and want limits extended.

    Raises NotOfItsServices, TooOften, Forbidden.
    """
    client = actor_now(actor)
    require(client, Verb.OUTAGES)
    refused = set(outage.demarches) - reached_demarches(client)
    if outage.for_all or refused:
        raise NotOfItsServices(refused)
    consume("announce_outage", client.machine_id)
    outage.announced_by_client_id = client.machine_id
    return announce(actor=client, outage=outage, shown=None)


@transaction.atomic
def extend(*, outage_id: str, after: str) -> None:
    """Count again the next limits that an outage concerns, and want the rest; doing it twice changes nothing.

    Whose day changes is told, all of it in one mail to each person (ADR 0088). ``after`` is the id of the
    last dossier of the batch before. Dossiers are locked first, as by whoever moves them.
    """
    outage = Outage.objects.get(pk=outage_id)
    met = DossierDeadline.objects.running().met_by(outage)
    following = met.filter(pk__gt=after).select_related("dossier").order_by("pk")
    dossiers = [one.dossier for one in following.select_for_update(of=("dossier",))[:BATCH]]
    deadlines = met.select_for_update(of=("self",)).in_bulk([dossier.pk for dossier in dossiers])
    for dossier in dossiers:
        if deadline := deadlines.get(dossier.pk):  # it may have ended while the dossier was waited for
            recorded = recount(deadline=deadline, dossier=dossier, outage=outage_id)
            if recorded is not None:
                tell(dossier=dossier, news=News.EXTENDED, recorded=recorded)
    if len(dossiers) == BATCH:
        enqueue(EXTEND, outage_id=outage.pk, after=str(dossiers[-1].pk))
