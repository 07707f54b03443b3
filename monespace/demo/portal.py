"""``manage.py demo``: the whole portal in the foreground until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from monespace.demo.data import DEFAULT_PORT, DataFolder, Servers
from monespace.demo.environment import CHECKOUT, HOST
from monespace.demo.places import StartError
from monespace.demo.processes import Process, ProcessGroup
from monespace.server.commands import serve_portal, serve_simulators

if TYPE_CHECKING:
    from monespace.demo.servers import Server

READY_TIMEOUT = 300  # seconds: a busy machine starts processes slowly; one that ends is told at once
PREPARED_AT_MOST = 3
STARTED_AT_MOST = 10
HIGHEST_PORT = 65535
PYTHON = sys.executable
WORKERS = {
    "worker": "--queues default,mail --concurrency 2",
    "deliveries": "--queues delivery --concurrency 4 --hostname deliveries@%h",
    "webhooks": "--queues webhook,ebox --concurrency 4 --hostname webhooks@%h",
    "sealing": "--queues sealing --concurrency 2 --hostname sealing@%h",
}
"""What each worker serves: mails wait for no service that hangs, nor for receipts that are set (ADR 0076)."""
ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
"""Workers need nothing of each other: what they would say is work for each of them, all day long."""
TABLE = """
  persona key        who
{people}

  portal             {site}/
  mailbox            {simulators}/mailbox/
  back office        {simulators}/backoffice/
  identity provider  {simulators}/fas/
  BCE                {simulators}/bce/
  e-Box              {simulators}/ebox/
  object store       {simulators}/s3/
  agents' admin      {site}/admin/
  data               {data}
"""


class Stopped(BaseException):
    """Somebody asked the demo to end: no error, so nothing in between may catch it as one."""


class NotReadyError(StartError):
    """Something did not start; the message says what."""


def main(arguments: list[str]) -> int:
    """Run the demo; return 0 after a clean end."""
    options = parse(arguments)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        for port in (options.port, options.port + 1):
            require_free(port)
        run(DataFolder.at(options.data), options)
    except Stopped:
        print("\nStopped.", flush=True)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description=__doc__)
    parser.add_argument(
        "--port", type=port_number, default=DEFAULT_PORT, help="the simulators use the next one"
    )
    parser.add_argument("--fresh", action="store_true", help="start with new data")
    parser.add_argument("--data", type=Path, default=CHECKOUT / ".data", help="where data is kept")
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    """Read a port; the next one must exist too."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) < HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is not a port from 1 to {HIGHEST_PORT - 1}")
    return int(text)


def _stop(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise Stopped


def require_free(port: int) -> None:
    """Raise NotReadyError when somebody already listens on ``port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise NotReadyError(
                f"Port {port} is busy. Stop what uses it, or choose: manage.py demo --port {port + 10}"
            ) from None


def run(folder: DataFolder, options: argparse.Namespace) -> None:
    """Start everything, say READY, watch over it until Stopped is raised."""
    with folder.reserve():
        if options.fresh:
            folder.empty()
        with ExitStack() as ending:
            with stage("PostgreSQL and Redis"):
                servers = ending.enter_context(folder.servers())
            environment = folder.environment(servers, options.port)
            ending.enter_context(folder.publish(environment))
            group = ending.enter_context(ProcessGroup())
            start(group, folder, environment, options.port, servers)
            announce(folder, environment)
            watch(group, servers)


def start(
    group: ProcessGroup, folder: DataFolder, environment: dict[str, str], port: int, servers: Servers
) -> None:
    """Prepare the data, then start the processes and wait for their answers."""

    def launch(*names: str) -> None:
        for name in names:
            group.start(Process(name, commands(port)[name], environment, folder.logs / f"{name}.log"))

    with stage("Tables, démarches, demo people"):
        launch("simulators", "beat")  # they need no table
        prepare(folder, environment, servers)
    with stage("Simulators, web server, relay, workers, beat"):
        launch("web", *WORKERS, "relay")
        wait_for_answers(group, environment, servers)


def commands(port: int) -> dict[str, list[str]]:
    """Return the command of each child."""
    celery = [PYTHON, "-m", "celery", "--app", "monespace"]
    worker = [*celery, "worker", *ALONE, "--loglevel", "INFO"]
    manage = [PYTHON, str(CHECKOUT / "manage.py")]
    return {
        "simulators": serve_simulators(f"{HOST}:{port + 1}"),
        "web": serve_portal(f"{HOST}:{port}"),
        "relay": [*manage, "relay"],
        **{name: [*worker, *options.split()] for name, options in WORKERS.items()},
        "beat": [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "INFO"],
    }  # fmt: skip


def prepare(folder: DataFolder, environment: dict[str, str], servers: Servers) -> None:
    """Migrate, publish the démarches and make the demo's people, in a process of its own.

    It begins again when a server has ended under it: what it does may be done twice.
    """
    command = [PYTHON, "-m", "monespace.demo.prepare"]
    for attempt in range(1, PREPARED_AT_MOST + 1):
        done = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, check=False, cwd=CHECKOUT
        )
        (folder.logs / "prepare.log").write_bytes(done.stdout + done.stderr)
        if not done.returncode:
            return
        if not revive(servers) or attempt == PREPARED_AT_MOST:
            said = done.stderr.decode(errors="replace")[-3000:]
            raise NotReadyError(f"The data could not be prepared:\n{said}")


def wait_for_answers(group: ProcessGroup, environment: dict[str, str], servers: Servers) -> None:
    """Wait until the portal and the simulators answer and the workers take messages.

    A server that ends meanwhile is started again; so is what ended since with it.
    """
    deadline = time.monotonic() + READY_TIMEOUT
    waiting = {
        "web": f"{environment['SITE_URL']}/healthz/ready",
        "simulators": f"{environment['SIMULATORS_URL']}/fas/metadata/",
        **dict.fromkeys(WORKERS, ""),
    }
    was_revived = False
    while waiting:
        was_revived = revive(servers) or was_revived
        if was_revived:
            group.revive()
        for process in group.processes:
            if not process.is_alive() and not was_revived:
                raise NotReadyError(f"{process.name} could not start:\n{process.last_words()}")
            if process.is_alive() and process.name in waiting and is_ready(process, waiting[process.name]):
                del waiting[process.name]
        if time.monotonic() > deadline:
            raise NotReadyError(f"No answer from: {', '.join(waiting)}. See the logs.")
        time.sleep(0.1)


def revive(servers: Servers) -> bool:
    """Start each embedded server again that ended by itself, and say so; return whether one did."""
    fallen = [server for server in servers.embedded if server.has_died()]
    for server in fallen:
        print(f"{server.folder.name} ended unexpectedly and is started again; see {server.log}", flush=True)
        start_again(server)
    return bool(fallen)


def start_again(server: Server) -> None:
    """Start a server whose own children may still be ending: they hold what it needs."""
    for _ in range(STARTED_AT_MOST - 1):
        with suppress(StartError):
            return server.start()
        time.sleep(1)
    return server.start()


def is_ready(process: Process, address: str) -> bool:
    """Whether ``address`` answers; a process without one says so in its log."""
    if not address:
        return process.has_said(" ready")
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own loopback address
            return answer.status == 200  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False


def announce(folder: DataFolder, environment: dict[str, str]) -> None:
    """Print who to sign in as and where, then READY."""
    from monespace.simulators.personas import PERSONAS

    people = "\n".join(f"  {key:<18} {persona.summary}" for key, persona in PERSONAS.items())
    site, simulators = environment["SITE_URL"], environment["SIMULATORS_URL"]
    print(TABLE.format(people=people, site=site, simulators=simulators, data=folder.path))
    print(f"READY {site}/", flush=True)


def watch(group: ProcessGroup, servers: Servers) -> None:
    """Start what died again, until somebody stops the demo, even if a finalizer swallowed the exception."""
    while signal.getsignal(signal.SIGTERM) is _stop:
        revive(servers)
        for process in group.revive():
            print(f"{process.name} ended unexpectedly and is started again; see {process.log}", flush=True)
        time.sleep(0.5)
    raise Stopped


class stage:  # noqa: N801 - reads as a statement
    """Print a progress line with the time its block took."""

    def __init__(self, title: str) -> None:
        self.title = title

    def __enter__(self) -> None:
        print(f"{self.title}…", end=" ", flush=True)
        self.started = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        print("failed" if kind else f"{time.monotonic() - self.started:.1f} s", flush=True)
