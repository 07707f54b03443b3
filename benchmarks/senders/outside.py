"""``python -m benchmarks.senders.outside``: the world outside the portal, in a process of its own.

Senders, back office and mailbox are threads of it. Each line says what to do, each gets a line of JSON.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from typing import Any, Self

from benchmarks.senders.backoffice import BackOffice, Behaviour
from benchmarks.senders.mailbox import Mailbox
from benchmarks.senders.sender import Sender
from monespace.demo.environment import CHECKOUT
from monespace.demo.servers import die_with_parent

LONGEST_WAIT = 0.2


class World:
    """What the process holds."""

    def __init__(self) -> None:
        self.backoffice, self.mailbox = BackOffice(), Mailbox()
        self.senders: list[Sender] = []
        self.waiting: list[queue.SimpleQueue[str]] = []
        self.is_over = threading.Event()

    def addresses(self) -> dict[str, str]:
        """Where the portal finds it."""
        return {"BACKOFFICE_URL": self.backoffice.url, "EMAIL_URL": self.mailbox.url}

    def arrive(self, site: str, people: list[dict[str, str]], files: int = 0) -> int:
        """Let people who are signed in open their browsers; return how many."""
        for cookies in people:
            sender, waiting = Sender(site, cookies, files), queue.SimpleQueue[str]()
            self.senders.append(sender)
            self.waiting.append(waiting)
            threading.Thread(target=self._work, args=(sender, waiting), daemon=True).start()
        return len(self.senders)

    def send(self, dossiers: list[list[str]]) -> int:
        """Give each of the people dossiers to send, one after the other; return how many."""
        for waiting, ids in zip(self.waiting, dossiers, strict=True):
            for one in ids:
                waiting.put(one)
        return sum(map(len, dossiers))

    def sent(self) -> int:
        """Return how many dossiers the portal has acknowledged."""
        return sum(len(sender.acknowledged) for sender in self.senders)

    def behave(self, how: str, hangs_for: list[str] | None = None) -> str:
        """Let the back office answer so from now on; return how it did."""
        before = self.backoffice.behaviour
        self.backoffice.behaviour, self.backoffice.hangs_for = Behaviour(how), set(hangs_for or [])
        return before

    def behaved(self, how: str) -> int:
        """Return how often the back office was asked while it behaved so."""
        return self.backoffice.behaved[Behaviour(how)]

    def known(self) -> dict[str, Any]:
        """Return all that people, back office and mailbox know."""
        records = self.backoffice.records
        return {
            "acknowledged": {k: at for one in self.senders for k, at in one.acknowledged.items()},
            "met": {
                what: sum(one.met[what] for one in self.senders) for one in self.senders for what in one.met
            },
            "records": {
                key: {"reference": reference, "times": records.times[key], "at": records.at[key]}
                for key, reference in records.references.copy().items()
            },
            "changed": sorted(records.changed),
            "behaved": dict(self.backoffice.behaved),
            "mails": dict(self.mailbox.times),
            "mailed_at": dict(self.mailbox.at),
        }

    def _work(self, sender: Sender, waiting: queue.SimpleQueue[str]) -> None:
        while not self.is_over.is_set():
            try:
                sender.send(waiting.get(timeout=LONGEST_WAIT), self.is_over.is_set)
            except queue.Empty:
                continue


class Outside:
    """The process, seen by who runs a benchmark; its methods are those of World."""

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.senders.outside"],
            cwd=CHECKOUT,
            env=os.environ,
            stdin=pipe,
            stdout=pipe,
            text=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - who runs a benchmark has no threads
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def ask(self, what: str, **about: Any) -> Any:
        """Have something done there and return what came of it; raise RuntimeError when it ended instead."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None and stdout is not None  # noqa: S101, PT018 - they are pipes
        print(json.dumps([what, about]), file=stdin, flush=True)
        if not (answer := stdout.readline()):
            raise RuntimeError("the world outside has ended; its error stands above")
        return json.loads(answer)


def main() -> None:
    """Do what each line says, until there are no more."""
    world = World()
    for line in sys.stdin:
        what, about = json.loads(line)
        print(json.dumps(getattr(world, what)(**about)), flush=True)


if __name__ == "__main__":
    main()
