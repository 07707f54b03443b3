"""Starts what every test needs: a real PostgreSQL and Redis of its own, and the demo's environment."""

from __future__ import annotations

import atexit
import os
import socket
from contextlib import ExitStack

from monespace.demo.environment import build_environment
from monespace.demo.places import passing_folder
from monespace.demo.servers import Postgres, Redis
from tests.support.simulators import stop_simulators


def free_port() -> int:
    """Return a TCP port that is free now, the next one included (portal and simulators)."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def start_servers() -> None:
    """Start the embedded servers once for the whole run; xdist workers inherit their addresses."""
    if "DATABASE_URL" in os.environ and "SECRET_KEY" in os.environ:
        return
    ending = ExitStack()
    folder = ending.enter_context(passing_folder("monespace-tests-"))
    postgres = Postgres(folder / "postgres", durable=False)
    redis = Redis(folder / "redis")
    database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if database_url is None:
        ending.enter_context(postgres)
    if redis_url is None:
        ending.enter_context(redis)
    ending.callback(stop_simulators, folder)
    owner = os.getpid()
    atexit.register(lambda: ending.close() if os.getpid() == owner else None)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the tests' thread
    os.environ.update(
        build_environment(
            folder,
            port=free_port(),
            database_url=database_url or postgres.url,
            redis_url=redis_url or redis.url,
            smtp_port=free_port(),
            clamd_port=free_port(),
        )
    )


start_servers()
