"""Start-up checks, and the promises that code makes to the outbox."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module

import pytest
from django.conf import settings as portal_settings
from django.core.checks import run_checks
from django.db import connection

from monespace.outbox.routes import handlers


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


@pytest.mark.processes
def test_web_process_knows_no_broker():
    """It knows every page, though, before the first is asked for: its processes share what is loaded."""
    program = "import sys, monespace.wsgi; print(*{'celery', 'kombu', 'dossiers.urls'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "dossiers.urls"), done.stderr


def enqueue_calls() -> list[tuple[str, ast.Call]]:
    """Every ``enqueue(…)`` of the product, with the module where it stands."""
    apps = ("accounts", "api", "enterprises", "dossiers", "helpdesk", "monespace")
    files = [file for app in apps for file in (portal_settings.BASE_DIR / app).rglob("*.py")]
    return [
        (".".join(file.relative_to(portal_settings.BASE_DIR).with_suffix("").parts), node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue"
    ]


def value_of(module: str, node: ast.expr) -> str:
    """What a constant, or a module's constant by its name, stands for."""
    return node.value if isinstance(node, ast.Constant) else getattr(import_module(module), node.id)


def test_every_message_wanted_has_a_handler_that_takes_its_ids():
    calls = enqueue_calls()
    assert calls
    for module, call in calls:
        topic = value_of(module, call.args[0])
        assert topic in handlers, f"{module}: nobody handles {topic}"
        names = {keyword.arg for keyword in call.keywords} - {"lane", "delay"}
        inspect.signature(handlers[topic]).bind(**dict.fromkeys(names))
