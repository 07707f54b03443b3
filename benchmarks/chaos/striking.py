"""Strikes a running portal: ends its processes, its servers, and changes how its back office answers."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil
import redis

from benchmarks.chaos.plan import BEHAVIOURS, Fault, Kind, Struck
from benchmarks.senders.backoffice import Behaviour
from monespace.demo.portal import start_again
from monespace.demo.servers import Postgres, Redis

if TYPE_CHECKING:
    from benchmarks.portal import Portal
    from benchmarks.senders.outside import Outside
    from monespace.demo.processes import Process

LOOK_SECONDS = 0.1
UNASKED = 10.0  # seconds: the portal leaves a back office alone that failed again and again
PROCESSES = {Kind.WEB_KILLED: "web", Kind.RELAY_KILLED: "relay", Kind.BEAT_KILLED: "beat"}


class Striker:
    """Strikes one portal, and starts again what ended, as whoever runs it does."""

    def __init__(self, portal: Portal, outside: Outside) -> None:
        self.portal, self.outside = portal, outside
        self.postgres, self.redis = portal.servers.embedded

    def strike(self, fault: Fault) -> None:
        """Let a fault begin, last and end."""
        self.pass_time(fault.after)
        if name := PROCESSES.get(fault.kind) or (fault.kind == Kind.WORKER_KILLED and fault.worker):
            self._kill(str(name), fault.struck)
            self.pass_time(fault.lasts)
        elif fault.kind in BEHAVIOURS:
            self._misbehave(BEHAVIOURS[fault.kind], fault.lasts)
        elif fault.kind == Kind.REDIS_EMPTIED:
            self._empty_redis()
            self.pass_time(fault.lasts)
        else:
            self._end_server(fault)

    def pass_time(self, seconds: float) -> None:
        """Wait, and meanwhile start again what has ended."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.portal.group.revive()
            time.sleep(min(left, LOOK_SECONDS))

    def _misbehave(self, how: Behaviour, lasts: float) -> None:
        """Have the back office answer so until it was asked at least once, if the portal asks at all."""
        before = self.outside.ask("behaved", how=how)
        self.outside.ask("behave", how=how)
        self.pass_time(lasts)
        deadline = time.monotonic() + UNASKED
        while self.outside.ask("behaved", how=how) == before and time.monotonic() < deadline:
            self.pass_time(LOOK_SECONDS)
        self.outside.ask("behave", how=Behaviour.ACCEPT)

    def _kill(self, name: str, struck: Struck) -> None:
        """End processes of a name without a chance to clean up."""
        process: Process = next(one for one in self.portal.group.processes if one.name == name)
        if process.popen is None or process.popen.poll() is not None:
            return
        first = psutil.Process(process.popen.pid)
        children = first.children()
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            if struck == Struck.CHILD and children:
                children[0].kill()
            elif struck == Struck.FIRST:
                first.kill()
            else:
                os.killpg(first.pid, signal.SIGKILL)

    def _empty_redis(self) -> None:
        assert isinstance(self.redis, Redis)  # noqa: S101 - the second of the two
        with redis.Redis(unix_socket_path=str(self.redis.socket)) as client:
            client.flushall()

    def _end_server(self, fault: Fault) -> None:
        """Have a server away for as long as the fault lasts, then start it again."""
        assert isinstance(self.postgres, Postgres)  # noqa: S101 - the first of the two
        server, how = {
            Kind.REDIS_STOPPED: (self.redis, signal.SIGKILL),
            Kind.DATABASE_STOPPED: (self.postgres, signal.SIGINT),
            Kind.DATABASE_KILLED: (self.postgres, signal.SIGKILL),
        }[fault.kind]
        server.stop(how)
        self.pass_time(fault.lasts)
        start_again(server)
