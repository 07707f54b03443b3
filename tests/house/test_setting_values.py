"""Whatever is written into a setting is taken, or refused by its name in a sentence without its value."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

from monespace.settings.env import problems_of, variables

WRONG = {
    "SITE_URL": [
        "https://monespace.example/", "https://monespace.example/portal", "monespace.example",
        "//monespace.example",
        "https://", "https:///", "https:monespace.example", "https://monespace.example:0",
        "https://monespace.example:x",
        "https://monespace.example:70000", "https://monespace.example?a=b", "https://monespace.example#",
        "https://a b",
        "https://u:hunter2@monespace.example", "ftp://monespace.example", "http://monespace.example",
        "https://[::1",
        "https://monespace.example?",
        "HTTP://monespace.example", "HTTPS://monespace.example", "https://MonEspace.example",
        "https://monespace.example:",
    ],
    "ALLOWED_HOSTS": ["other.example", "https://monespace.example", "monespace.example:8000", ",",
    "a,,b", ".", "!"],
    "DATABASE_URL": [
        "nonsense", "mysql://u:hunter2@db/x", "postgres://u:hunter2@db", "postgres://db:x/y",
        "postgres:db", "postgres://db/",
        "postgres://u:p@h..x/y", "postgres://u:p@db/x?nonsense=hunter2",
    ],
    "REDIS_URL": ["nonsense", "http://redis:6379", "redis://redis:x/0", "redis:///",
    "redis://redis/first", "unix:"],
    "EMAIL_URL": ["nonsense", "smtp://", "smtp://mail:x", "http://mail", "smtp:mail", "smtp://mail:0"],
    "CLAMD_URL": ["clamd", "clamd:3310", "tcp://clamd", "tcp://", "tcp://clamd:x", "http://clamd:3310",
    "tcp://clamd:3310/"],
    "MEDIA_URL": ["nonsense", "/documents", "file://documents", "file:///", "s3://bucket"],
    "BACKOFFICE_URL": ["nonsense", "https://", "backoffice.example/", "ftp://x.example/", "https://a:b/",
    "https://x..y/", "https://x.example/#a"],
    "BCE_URL": ["nonsense", "https://bce.example", "https://", "https://bce.example/?a", "bce.example/",
    "https://bce.example/x?a/", "https://bce.example/#/"],
    "SAML_IDP_METADATA": ["http://idp.example/metadata", "HTTP://idp.example/metadata", "https://", "ftp://idp.example/"],
    "SAML_IDP_ENTITY_ID": ["nonsense", "urn:a b", "urn:" + "a" * 1100, ":"],
    "SAML_SP_ENTITY_ID": ["nonsense", "https://a b"],
    "FIELD_KEYS": ["x" * 90, "index:" + "A" * 43 + "=,first:" + "A" * 43 + "="],
    "SECRET_KEY": ["hunter2"],
    "BACKOFFICE_SECRET": ["hunter2"],
    "BACKOFFICE_NEXT_SECRET": ["hunter2"],
    "EBOX_URL": ["nonsense", "https://ebox.example", "https://ebox.example/?a", "http://ebox.example/"],
    "EBOX_TOKEN_URL": ["nonsense", "https://", "http://ebox.example/token"],
    "EBOX_SENDER": ["nonsense", "0316.381.138", "2316381138", "031638113"],
    "DROP_S3_URL": ["nonsense", "https://s3.example/bucket", "s3://bucket/", "http://s3.example/bucket/"],
    "DROP_S3_SECRET": ["hunter2"],
    "DROP_FOLDER": ["nonsense", "./drop", "file:///drop"],
    "LOG_LEVEL": ["nonsense", "info", "20"],
    "METRICS_NETWORKS": ["nonsense", "10.0.0.1/8", "10.0.0.0/99", ",", "10.0.0.0/8,,"],
    "TRUSTED_PROXY_COUNT": ["nonsense", "-1", "1.5", "99", "9" * 5000, "²", "١"],
    "CLEANING_PLACES": ["nonsense", "0", "100", "1.5"],
    "WEB_CONCURRENCY": ["nonsense", "0", "-1", "1000", "2.0"],
    "WEB_THREADS": ["nonsense", "0", "1e3"],
    "DEMO": ["nonsense", "true", "0"],
    "HELPDESK_PHONE": ["nonsense", "<b>078</b>"],
    "HELPDESK_EMAIL": ["nonsense", "a@b", "a@b.be, c@d.be", "a@b@c.be"],
}  # fmt: skip
FREE = {
    "STATIC_ROOT",
    "SAML_SP_CERT",
    "SAML_SP_KEY",
    "SAML_SP_NEXT_CERT",
    "SAML_SP_NEXT_KEY",
    "SAML_IDP_METADATA_CERT",
    "SEAL_CERT",
    "SEAL_KEY",
    "DROP_S3_KEY",
    "DROP_S3_REGION",
    "EBOX_CLIENT",
    "EBOX_KEY",
    "EBOX_APPLICATION",
    "EBOX_MESSAGE_TYPE",
}
NAMES = sorted(variables())


def test_every_setting_is_walked():
    """Paths may read as anything; whether the file is there, and right, is tried at the start."""
    assert set(NAMES) == set(WRONG) | FREE


@pytest.mark.parametrize("name", NAMES)
def test_a_value_with_spaces_quotes_or_what_cannot_be_seen_is_refused(production, name):
    good = production.get(name) or "x" * 100
    spoilt = [
        f" {good}",
        f"{good} ",
        f"{good}\n",
        " ",
        "\t",
        f'"{good}"',
        f"'{good}'",
        f"a\x00{good}",
        f"a\u200b{good}",
    ]
    for value in spoilt:
        problems = problems_of(production | {name: value})
        assert [problem for problem in problems if problem.startswith(f"{name} ")], (value, problems)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_nonsense_is_refused_by_name_and_never_repeated(production, name, value):
    problems = problems_of(production | {name: value})
    assert [problem for problem in problems if problem.startswith(name)], problems
    assert "hunter2" not in str(problems)


def test_the_settings_of_the_e_box_go_together(production):
    given = {name: "0316381138" for name in NAMES if name.startswith("EBOX_")}
    given |= {"EBOX_URL": "https://ebox.example/", "EBOX_TOKEN_URL": "https://ebox.example/token"}
    assert problems_of(production | given) == []
    for name in given:
        [problem] = problems_of(production | given | {name: ""})
        assert problem.startswith(f"{name} is missing")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_value_is_the_default_or_is_missing(production, name):
    problems = problems_of(production | {name: ""})
    if variables()[name].default is None:
        assert [problem for problem in problems if problem.startswith(f"{name} is missing")]
    else:
        assert problems == []


@pytest.mark.parametrize(
    "right",
    [
        {"SITE_URL": "https://monespace.example:8443"},
        {"SITE_URL": "https://[::1]", "ALLOWED_HOSTS": "[::1]"},
        {"SITE_URL": "https://a.wallonie.be", "ALLOWED_HOSTS": "other.example, .wallonie.be"},
        {"ALLOWED_HOSTS": "*"},
        {"REDIS_URL": "unix:///run/redis.sock"},
        {"DATABASE_URL": "postgres://u:p@%2Frun%2Fpostgresql:5432/name?sslmode=disable"},
        {"BACKOFFICE_URL": "https://backoffice.example/dossiers?source=portal"},
        {"REDIS_URL": "redis+socket:///run/redis.sock?virtual_host=1"},
        {"REDIS_URL": "rediss://:secret@redis:6380/1"},
        {"EMAIL_URL": "submission://user:pass@mail.example:587"},
        {"DATABASE_URL": "postgresql://u:p%40@[::1]:5432/name?sslmode=require"},
        {"METRICS_NETWORKS": "10.0.0.0/8, ::1/128"},
        {"SAML_IDP_METADATA": "/run/idp.xml"},
        {"SAML_SP_ENTITY_ID": "urn:be:wallonie:mon-espace"},
        {"HELPDESK_PHONE": "+32 78 79 01 02"},
        {"TRUSTED_PROXY_COUNT": "0"},
    ],
    ids=str,
)
def test_what_is_right_is_taken(production, right):
    assert problems_of(production | right) == []


START = {
    "web": ["-m", "gunicorn", "--config", "monespace/gunicorn.py", "--bind", "127.0.0.1:0", "monespace.wsgi"],
    "worker": ["-m", "celery", "--app", "monespace", "worker"],
    "beat": ["-m", "celery", "--app", "monespace", "beat", "--scheduler", "celery.beat:Scheduler"],
    "relay": ["manage.py", "relay"],
    "check": ["manage.py", "check"],
}


@pytest.mark.processes
@pytest.mark.parametrize("wrong", [{"CLAMD_URL": "clamd"}, {"SAML_SP_KEY": "/nowhere"}], ids=str)
@pytest.mark.parametrize("process", START)
def test_no_process_starts_on_what_is_wrong(production, process, wrong):
    (name,) = wrong
    done = subprocess.run(
        [sys.executable, *START[process]],
        env={**os.environ, **production, "REDIS_URL": os.environ["REDIS_URL"], **wrong},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode
    assert f"{name} " in done.stderr
    assert "Traceback" not in done.stderr
