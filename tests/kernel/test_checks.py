"""Start-up checks, and the promises that code makes to the outbox."""

import ast
import inspect

import pytest
from django.conf import settings as portal_settings
from django.core.checks import run_checks
from django.db import connection

from monespace.outbox.routes import handlers
from monespace.outbox.services import queue_of

OPTIONS = {"lane", "delay"}


def ids() -> set[str]:
    return {message.id for message in run_checks(tags=["monespace"])}


def test_portal_starts_when_all_is_right():
    assert ids() == set()


@pytest.mark.parametrize("ring", ["index:short", ""])
def test_wrong_key_ring_is_noticed_at_start(settings, ring):
    settings.FIELD_KEYS = ring
    assert ids() == {"monespace.E002"}


def test_other_database_is_refused_at_start(monkeypatch):
    monkeypatch.setattr(connection._connections[connection._alias], "vendor", "sqlite")
    assert ids() == {"monespace.E001"}


def test_missing_handlers_are_noticed_at_start(monkeypatch):
    monkeypatch.delitem(handlers, "mail.send")
    assert ids() == {"monespace.E003"}


def test_lease_shorter_than_a_task_is_noticed_at_start(settings):
    settings.OUTBOX_LEASE_SECONDS = settings.CELERY_TASK_TIME_LIMIT
    assert ids() == {"monespace.W004"}


def enqueue_calls() -> list[tuple[str, ast.Call]]:
    """Every ``enqueue(…)`` of the product, with where it stands."""
    apps = ("accounts", "enterprises", "dossiers", "helpdesk", "monespace")
    files = [file for app in apps for file in (portal_settings.BASE_DIR / app).rglob("*.py")]
    return [
        (f"{file}:{node.lineno}", node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue"
    ]


def test_every_message_wanted_has_a_handler_that_takes_its_ids():
    calls = enqueue_calls()
    assert calls
    for where, call in calls:
        topic = call.args[0]
        assert isinstance(topic, ast.Constant), f"{where}: the topic must be written out"
        assert topic.value in handlers, f"{where}: nobody handles {topic.value}"
        names = {keyword.arg for keyword in call.keywords} - OPTIONS
        inspect.signature(handlers[topic.value]).bind(**dict.fromkeys(names))
        for keyword in call.keywords:
            if keyword.arg == "lane" and isinstance(keyword.value, ast.Constant):
                assert queue_of(keyword.value.value) in portal_settings.OUTBOX_QUEUES, where
