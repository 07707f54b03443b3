"""Settings: read at once, refused with everything that is wrong, written down."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import urlsafe_b64encode
from pathlib import Path
from secrets import token_bytes

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from monespace.celery import app
from monespace.demo.checking import production_like
from monespace.settings.env import problems_of, read, variables

README = Path(__file__).resolve().parent.parent.parent / "README.md"


def test_a_complete_environment_is_accepted(production):
    assert problems_of(production) == []
    assert read(production).SITE_URL == "https://monespace.example"


def test_everything_missing_is_named_at_once(production):
    for name in ("DATABASE_URL", "FIELD_KEYS", "SAML_SP_KEY"):
        del production[name]
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(production)
    for name in ("DATABASE_URL", "FIELD_KEYS", "SAML_SP_KEY"):
        assert f"{name} is missing" in str(refusal.value)


@pytest.mark.parametrize("name", ["SECRET_KEY", "BACKOFFICE_SECRET"])
def test_a_weak_secret_is_refused(production, name):
    assert problems_of(production | {name: "short"})


def test_demo_values_are_refused_outside_the_demo(production):
    demo = production | {"SECRET_KEY": "demo-" + "x" * 60}
    assert problems_of(demo | {"DEMO": "1"}) == []
    assert any("SECRET_KEY is a demo value" in problem for problem in problems_of(demo))


@pytest.mark.parametrize("weak", [b"demo" + b"\xff" * 28, b"only-text-was-typed-here-for-a-ke"[:32]])
def test_demo_and_typed_keys_are_refused_outside_the_demo_whatever_their_name(production, weak):
    index = urlsafe_b64encode(token_bytes(32)).decode()
    for ring in (f"index:{index},first:{{}}", f"index:{{}},first:{index}"):
        sound = production | {"FIELD_KEYS": ring.format(urlsafe_b64encode(token_bytes(32)).decode())}
        assert problems_of(sound) == []
        wrong = production | {"FIELD_KEYS": ring.format(urlsafe_b64encode(weak).decode())}
        assert problems_of(wrong | {"DEMO": "1"}) == []
        assert any("Draw each key at random" in problem for problem in problems_of(wrong))


def test_key_ring_that_cannot_be_read_is_refused_without_repeating_it(production):
    problems = problems_of(production | {"FIELD_KEYS": f"index:{'secret' * 20}"})
    assert any("must read" in problem for problem in problems)
    assert "secret" not in str(problems)


def test_second_certificate_goes_with_its_key(production):
    pair = {"SAML_SP_NEXT_CERT": "/next.crt", "SAML_SP_NEXT_KEY": "/next.key"}
    assert problems_of(production | pair) == []
    for name in pair:
        assert any("give both or neither" in p for p in problems_of(production | pair | {name: ""}))


def test_documents_are_kept_in_the_very_folder_whatever_its_name(tmp_path):
    odd = tmp_path / "100 % é #1 ?"
    odd.mkdir()
    script = "from monespace.settings import base; print(base.STORAGES['default']['OPTIONS']['location'])"
    environment = os.environ | production_like(odd, "postgres://portal:secret@db:5432/monespace")
    printed = subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    ).stdout
    assert Path(printed.strip()) == odd / "media"


def test_plain_http_is_refused_outside_the_demo(production):
    assert any("SITE_URL" in p for p in problems_of(production | {"SITE_URL": "http://monespace.example"}))


def test_the_readme_documents_every_variable():
    text = README.read_text()
    for name, spec in variables().items():
        assert f"| `{name}` | {spec.help}" in text, f"README lacks {name}: {spec.help}"


def test_middleware_stands_in_the_order_that_makes_it_safe():
    order = [path.rsplit(".", 1)[-1] for path in settings.MIDDLEWARE]
    wanted = ["CSPMiddleware", "SecurityHeadersMiddleware", "SecurityMiddleware", "SessionMiddleware"]
    wanted += ["CsrfViewMiddleware", "SessionUserMiddleware", "LoginRequiredMiddleware"]
    positions = [order.index(name) for name in wanted]
    assert positions == sorted(positions)


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} | set(settings.CLOCK)
    assert names <= set(app.tasks)
