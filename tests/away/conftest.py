"""A portal on a PostgreSQL of its own, which the test may stop in every way."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from monespace.demo.places import passing_folder
from monespace.demo.servers import Postgres
from tests.api.factories import ClientFactory, token_of
from tests.away.passage import Passage
from tests.filling.factories import draft_of
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.web import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from accounts.models import User
    from tests.support.web import Web


@dataclass(frozen=True)
class Portal:
    """A web server, its PostgreSQL, the passage between them, and who visits."""

    web: Web
    postgres: Postgres
    passage: Passage
    cookies: dict[str, str]
    agent_cookies: dict[str, str]
    token: str
    step: str


def copy_into(postgres: Postgres) -> None:
    """Give a server the database of this test as it stands."""
    source = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
    tools = postgres.binaries
    dump = subprocess.run(
        [tools / "pg_dump", "--no-owner", source.replace("postgres://", "postgresql://")],
        capture_output=True,
        check=True,
    )
    target = postgres.dsn.replace("dbname=postgres", "dbname=monespace")
    subprocess.run(
        [tools / "psql", "--quiet", "--set=ON_ERROR_STOP=1", target],
        input=dump.stdout,
        capture_output=True,
        check=True,
    )


def cookies_of(person: User) -> dict[str, str]:
    """Return the cookies of a browser in which a person is signed in."""
    browser = Client()
    force_sign_in(browser, person)
    return {name: morsel.value for name, morsel in browser.cookies.items()}


@pytest.fixture
def own_postgres() -> Iterator[tuple[Postgres, Path]]:
    """Return a PostgreSQL that only this test uses, and its folder."""
    with passing_folder("monespace-away-") as folder, Postgres(folder / "postgres", durable=False) as server:
        yield server, folder


@pytest.fixture
def portal(transactional_db, own_postgres) -> Iterator[Portal]:
    """Return a portal that is served with one process, and people who are signed in."""
    postgres, folder = own_postgres
    person = PersonFactory()
    cookies, agent_cookies = cookies_of(person), cookies_of(AgentFactory())
    draft, token = draft_of(person), token_of(ClientFactory())
    step = reverse("dossiers:step", args=["citoyen", draft.pk, "vous"])
    copy_into(postgres)
    with Passage(postgres.socket_folder / ".s.PGSQL.5432") as passage:
        address = f"postgres://postgres@127.0.0.1:{passage.port}/monespace"
        with serving(folder, "--workers", "1", DATABASE_URL=address, ALLOWED_HOSTS="127.0.0.1") as web:
            yield Portal(web, postgres, passage, cookies, agent_cookies, token, step)
