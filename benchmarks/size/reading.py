"""Opens pages in this process, counts their statements, reads their plans and takes their time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.test import Client

from benchmarks.size.looks import all_looks
from benchmarks.size.plans import Fault, faults_of, recording
from monespace.limits import LIMITS, WEB
from tests.support.client import force_sign_in

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from benchmarks.size.looks import Look
    from benchmarks.size.scene import Scene


class WrongAnswerError(Exception):
    """A page answered otherwise than it is there to: what it then takes is not what is measured."""


@dataclass(frozen=True)
class Cost:
    """What a page asks of the database."""

    name: str
    who: str
    queries: int
    most_queries: int
    faults: list[Fault]


class Reader:
    """Three people at their browsers; what they do is undone each time."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.looks = all_looks(scene)
        self.clients = {who: Client(raise_request_exception=False) for who in scene.people}
        with connection.cursor() as cursor:
            for name, value in LIMITS[WEB].items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        self.begin()

    def begin(self) -> None:
        """Sign everybody in, and let the agent open what he looks at: both last a quarter of an hour."""
        for who, person in self.scene.people.items():
            force_sign_in(self.clients[who], person, level=500, method="eid")
        self.scene.open()

    def open(self, look: Look) -> HttpResponseBase:
        """Ask for a page as its reader does; raise WrongAnswerError when it is refused, sent on or broken."""
        client = self.clients[look.who]
        response = client.get(look.address) if look.data is None else client.post(look.address, look.data)
        if response.status_code != look.status:
            raise WrongAnswerError(f"{look.name}: answered {response.status_code}, not {look.status}")
        return response

    def cost(self, look: Look) -> Cost:
        """Return how many statements a page takes, and what is wrong with their plans."""
        with transaction.atomic():
            with recording() as statements:
                self.open(look)
            faults = faults_of(statements, most_rows=look.most_rows)
            transaction.set_rollback(True)
        return Cost(look.name, look.who, len(statements), look.most_queries, faults)

    def seconds(self, look: Look) -> float:
        """Return how long a page takes, from the request to the last byte."""
        with transaction.atomic():
            started = time.perf_counter()
            self.open(look)
            took = time.perf_counter() - started
            transaction.set_rollback(True)
        return took


def wrong(cost: Cost) -> list[str]:
    """Say what is wrong with a page, nothing when it is right."""
    said = [str(fault) for fault in cost.faults]
    if cost.queries > cost.most_queries:
        said.append(f"{cost.queries} statements")
    return [f"{cost.name}: {text}" for text in said]
