"""No page reads a whole table: the plan of every statement, on twenty thousand people (ADR 0066)."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from benchmarks.size import settings as lifted
from benchmarks.size.database import DEMARCHE
from benchmarks.size.load import NAMES, NAMESAKES, Size, load
from benchmarks.size.plans import LARGE, PLANS, all_rows_read, explain, faults_of, recording
from benchmarks.size.reading import Reader, WrongAnswerError, wrong
from benchmarks.size.scene import CITIZEN, MANAGER, Scene
from dossiers.dossier.querysets import HAS_UNREAD
from dossiers.drafts.selectors import to_announce, to_empty, to_expire, to_remind
from dossiers.following.selectors import counts_of
from dossiers.messages.selectors import conversations
from dossiers.models import Delivery, Dossier
from dossiers.submission.querysets import Letters
from enterprises.models import Enterprise
from helpdesk.dossiers.lookup import recognise
from helpdesk.dossiers.search import MOST_BEGUN, find
from monespace.journal.models import Event
from monespace.outbox.models import Message
from tests.house.test_access_table import named_addresses
from tests.submission.factories import actor_of

SIZE = Size(people=20_000)

pytestmark = pytest.mark.django_db  # undoes what each test does within what the module has loaded


@pytest.fixture(scope="module")
def reader(django_db_setup, django_db_blocker):
    """Twenty thousand people and all that belongs to them, forgotten after the module."""
    with django_db_blocker.unblock(), ExitStack() as loaded:
        loaded.enter_context(transaction.atomic())
        call_command("publish_demarche", str(DEMARCHE), verbosity=0)
        load(SIZE)
        yield Reader(Scene.build(SIZE))
        transaction.set_rollback(True)


def test_no_page_reads_a_whole_table_nor_sends_many_statements(reader):
    found = [text for look in reader.looks for text in wrong(reader.cost(look))]
    assert not found, "\n".join(found)


def test_what_is_told_of_drafts_and_emptied_is_found_by_index(reader):
    with transaction.atomic(), recording() as statements:
        due = (to_remind(), to_announce(), to_expire(), to_empty())
        found = [list(one.values_list("pk", flat=True)[:1_000]) for one in due]
        assert any(found)
    assert faults_of(statements, most_rows=LARGE) == []


def test_metrics_are_read_by_index(reader, client):
    with recording() as statements:
        answer = client.get("/metrics")
    assert 'monespace_outbox_due{queue="default"}' in answer.content.decode()
    assert len([one for one in statements if "outbox_message" in one.sql]) >= 1
    assert [str(fault) for fault in faults_of(statements, most_rows=LARGE)] == []


def test_conversations_are_read_in_the_order_of_their_index(reader):
    manager = actor_of(reader.scene.people[MANAGER], reader.scene.company.number)
    found = conversations(manager)
    assert found.filter(HAS_UNREAD).count() > 20
    assert counts_of(manager).unread == found.filter(HAS_UNREAD).count()
    plan = found[:20].explain()
    assert "conversations_of_enterprise" in plan
    assert "Sort" not in plan


def test_a_page_that_answers_otherwise_is_not_measured(reader):
    look = next(look for look in reader.looks if look.name == "consultations")
    assert reader.cost(look).queries
    assert reader.seconds(look)
    for other in ({"who": CITIZEN}, {"address": "/admin/nulle-part/"}, {"data": {}}, {"status": 302}):
        for measure in (reader.cost, reader.seconds):
            with pytest.raises(WrongAnswerError, match="consultations"):
                measure(replace(look, **other))


def test_who_has_looked_for_long_signs_in_again(reader):
    late = Reader(reader.scene)
    looks = [look for look in late.looks if look.name in ("consultations", "dossier sent")]
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        with pytest.raises(WrongAnswerError, match="302"):
            late.seconds(looks[0])
        late.begin()
        assert all(late.seconds(look) for look in looks)


def test_no_limit_answers_instead_of_a_page(reader, settings):
    look = next(look for look in reader.looks if look.name == "citizen, find enterprise")
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"find_enterprise": (2, 3600)}
    with pytest.raises(WrongAnswerError, match="429"):
        [reader.seconds(look) for _time in range(4)]
    settings.RATE_LIMITS = lifted.RATE_LIMITS
    assert all(reader.seconds(look) for _time in range(40))


def test_every_address_of_the_agents_is_looked_at(reader):
    from django.urls import reverse

    opened = {look.address.partition("?")[0] for look in reader.looks}
    acts = {"admin:open_dossier", "admin:open_enterprise", "admin:open_gap_request", "admin:retry_message"}
    acts |= {"admin:retry_delivery", "admin:grant_gap_request", "admin:refuse_gap_request"}
    acts |= {"admin:open_case", "admin:find_case", "admin:take_up_case", "admin:assign_case"}
    acts |= {"admin:mark_case_read", "admin:decide_case"}
    acts |= {"admin:end_message_template", "admin:take_back_proposal", "admin:case_batch"}
    acts |= {"admin:confirm_decision", "admin:ask_complement", "admin:cancel_complement"}
    acts |= {"admin:end_client_secret", "admin:reopen_lane", "admin:end_hold"}
    acts |= {"admin:end_endpoint_secret", "admin:retry_events"}
    files = {"admin:gap_request_document", "admin:case_document", "admin:case_message_document"}
    files |= {"admin:case_decision_pdf", "admin:case_decision_attachment"}
    names = {name for name in named_addresses() if name.startswith("admin:")} - acts - files
    kwargs = {
        "admin:dossier": {"dossier_id": reader.scene.sent.pk},
        "admin:case": {"dossier_id": reader.scene.sent.pk},
        "admin:end_service_member": {"member_id": reader.scene.service_member.pk},
        "admin:hold_dossier": {"dossier_id": reader.scene.sent.pk},
        "admin:client": {"client_id": reader.scene.system.pk},
        "admin:change_client": {"client_id": reader.scene.system.pk},
        "admin:add_client_secret": {"client_id": reader.scene.system.pk},
        "admin:disable_client": {"client_id": reader.scene.system.pk},
        "admin:new_endpoint": {"client_id": reader.scene.system.pk},
        **{
            f"admin:{name}": {"endpoint_id": reader.scene.endpoint.pk}
            for name in (
                "endpoint",
                "change_endpoint",
                "disable_endpoint",
                "enable_endpoint",
                "replay_events",
                "add_endpoint_secret",
            )
        },
        "admin:message_template": {"template_id": reader.scene.template.pk},
        "admin:case_notes": {"dossier_id": reader.scene.sent.pk},
        "admin:case_conversation": {"dossier_id": reader.scene.sent.pk},
        "admin:enterprise": {"number": reader.scene.company.number},
        "admin:gap_request": {"request_id": reader.scene.gap_request.pk},
    }
    assert {name for name in names if reverse(name, kwargs=kwargs.get(name)) not in opened} == set()


def test_what_is_loaded_is_what_was_asked_for(reader):
    assert User.objects.count() == SIZE.people + 1
    assert Dossier.objects.count() == SIZE.dossiers
    assert Enterprise.objects.count() == SIZE.enterprises
    assert Dossier.objects.values("state").distinct().count() == 12
    for first, last in NAMES:
        assert User.objects.filter(first_name=first, last_name=last).count() >= NAMESAKES
    assert min(Event.objects.count(), Message.objects.count()) > 2 * LARGE


def test_all_namesakes_are_found_in_order(reader):
    erased = Dossier.objects.filter(
        state="anonymised", owner_user__first_name=NAMES[0][0], owner_user__last_name=NAMES[0][1]
    )
    found = NAMESAKES - erased.count()  # no name leads to them any more
    first = find(recognise(" ".join(NAMES[0])))
    assert first.total == found
    pages = [find(recognise(" ".join(NAMES[0])), page) for page in range(1, 5)]
    shown = [dossier for page in pages for dossier in page.dossiers]
    assert len({dossier.pk for dossier in shown}) == found
    times = [dossier.updated_at for dossier in shown]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    ("statement", "parameters", "fault"),
    [
        ("SELECT id FROM accounts_user WHERE upper(last_name) = upper(%s)", ["x"], "sequential scan"),
        ("SELECT count(*) FROM accounts_user WHERE id IS NOT NULL", None, "accounts_user"),
        ("SELECT DISTINCT tag FROM journal_event", None, "journal_event"),
        ("SELECT id FROM outbox_message WHERE payload ->> 'mail_id' = %s", ["x"], "sequential scan"),
        ("SELECT id FROM journal_event ORDER BY recorded_at DESC LIMIT 5", None, "sequential scan"),
        ("UPDATE accounts_user SET phone = '' WHERE pending_email = %s", ["x"], "sequential scan"),
        ("DELETE FROM accounts_session WHERE data = %s", ["x"], None),
    ],
)
def test_what_reads_a_whole_table_is_seen(reader, statement, parameters, fault):
    with transaction.atomic(), connection.cursor() as cursor:
        with recording() as statements:
            cursor.execute(statement, parameters)
        transaction.set_rollback(True)
    found = faults_of(statements, most_rows=LARGE)
    if fault is None:  # a small table
        assert found == []
    else:
        assert found
        assert all(fault in one.what for one in found)


def test_a_bitmap_of_all_that_begins_so_is_seen_where_few_are_wanted(reader):
    gathered = Delivery.objects.exclude(service_reference="").order_by()
    assert gathered.count() > LARGE
    begun = gathered.annotate(letters=Letters("service_reference")).filter(letters__gte="A")
    with transaction.atomic(), connection.cursor() as cursor:
        with recording() as statements:
            assert len(begun[:10]) == 10
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_seqscan = off")
        found = faults_of(statements, most_rows=10**6)
        transaction.set_rollback(True)
    assert found
    assert all("rows of dossiers_delivery read by Bitmap Heap Scan, 10 returned" in one.what for one in found)


@pytest.mark.parametrize("beginning", ["SPW2026", "SPW2026000070", "A", "ZZ"])
def test_of_a_beginning_no_more_entries_are_read_than_wanted(reader, beginning):
    with transaction.atomic(), recording() as statements:
        found = Delivery.objects.submissions_known_as(beginning, MOST_BEGUN + 1)
    assert len(found) == {"SPW2026": MOST_BEGUN + 1, "SPW2026000070": 1}.get(beginning, 0)
    assert len(statements) == 1
    for mode in PLANS:
        assert all_rows_read(explain(statements[0], mode)) <= MOST_BEGUN + 1


def test_a_beginning_of_too_many_references_is_told_without_their_dossiers(reader):
    found = find(recognise("SPW-2026"))
    assert (found.too_many_references, found.is_too_wide, found.dossiers) == (True, True, ())
    assert find(recognise("SPW-2026-000070")).total == 1
