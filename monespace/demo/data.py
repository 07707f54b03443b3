"""The demo's data folder: what is in it, and who is using it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monespace.demo.environment import CHECKOUT, HOST, build_environment
from monespace.demo.places import StartError, reachable_folder
from monespace.demo.servers import Postgres, Redis, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEFAULT_PORT = 8000


class DataInUseError(StartError):
    """Another demo is using the same data folder."""


def free_port() -> int:
    """Return a TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Servers:
    """Addresses of the database and the broker in use, and those of them that this process runs."""

    database_url: str
    redis_url: str
    embedded: tuple[Server, ...] = ()


@dataclass(frozen=True)
class DataFolder:
    """Where the demo keeps its database, documents, secrets and logs."""

    path: Path

    @classmethod
    def at(cls, wanted: Path) -> DataFolder:
        """Return the data folder at ``wanted``, or where the servers' user can reach it."""
        return cls(reachable_folder(wanted.resolve()))

    @classmethod
    def default(cls) -> DataFolder:
        """Return the data folder of this checkout."""
        return cls.at(CHECKOUT / ".data")

    @property
    def logs(self) -> Path:
        """One log for each process."""
        folder = self.path / "logs"
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def _running(self) -> Path:
        return self.path / "running.json"

    def empty(self) -> None:
        """Forget everything, secrets included."""
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != "in-use":
                entry.unlink()

    @contextmanager
    def reserve(self) -> Iterator[None]:
        """Keep the folder for this process; raise DataInUseError when another has it."""
        with (self.path / "in-use").open("w") as guard:
            try:
                fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise DataInUseError(
                    f"Another demo is running on the data in {self.path}. "
                    "Stop it, or choose another folder with --data."
                ) from None
            yield

    @contextmanager
    def servers(self) -> Iterator[Servers]:
        """Serve the data with embedded servers, unless DATABASE_URL and REDIS_URL name others."""
        postgres, redis = Postgres(self.path / "postgres"), Redis(self.path / "redis")
        database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
        try:
            if database_url is None:
                postgres.start()
            if redis_url is None:
                redis.start()
            embedded = tuple(server for server in (postgres, redis) if server.process is not None)
            yield Servers(database_url or postgres.url, redis_url or redis.url, embedded)
        finally:
            redis.stop()
            postgres.stop()

    def environment(self, servers: Servers, port: int = DEFAULT_PORT) -> dict[str, str]:
        """Return the portal's environment; SAML_IDP_METADATA may name another identity provider."""
        values = build_environment(
            self.path,
            port=port,
            database_url=servers.database_url,
            redis_url=servers.redis_url,
            smtp_port=free_port(),
            clamd_port=free_port(),
        )
        return values | {
            name: os.environ[name] for name in ("SAML_IDP_METADATA", "LOG_LEVEL") if name in os.environ
        }

    @contextmanager
    def publish(self, environment: dict[str, str]) -> Iterator[None]:
        """Let other commands find the running demo's environment."""
        self._running.touch(mode=0o600)
        self._running.write_text(json.dumps(environment))
        try:
            yield
        finally:
            self._running.unlink(missing_ok=True)

    def running_environment(self) -> dict[str, str] | None:
        """Return the environment of the demo that runs on this data now, or None."""
        try:
            with self.reserve():
                return None
        except DataInUseError:
            return json.loads(self._running.read_text())
