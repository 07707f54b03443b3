"""Two hundred hostile files, eight at once through the portal's own pages, while somebody else walks."""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from multiprocessing import get_context
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from benchmarks.memory import WebMemory
from benchmarks.portal import running
from benchmarks.report import MEGABYTE, table
from monespace.simulators.personas import PERSONAS
from tests.support.hostile.corpus import corpus
from tests.support.walker import Person
from tests.support.walker.files import document
from tests.support.walker.pages import File

DEMARCHE = "prime-velo"
AT_ONCE = 8
DEFAULT_FILES = 200
ORDINARY_FILES = 80
QUIET_SECONDS = 10.0
BUSY = "beaucoup de fichiers sont vérifiés"
WALK = ("/", "/demarches/", f"/demarches/{DEMARCHE}/", "/espace/citoyen/", "/profil/")


LESS_URGENT = 19  # steps
SENDERS: list[tuple[Person, str]] = []


def run(files: int = DEFAULT_FILES) -> dict[str, Any]:
    """Measure the portal at rest, with ordinary files, and with hostile ones.

    Those who send are a process of their own: the pages of who walks are timed, not waits for Python's lock.
    """
    hostile = corpus(files)
    ordinary = [(f"facture-{rank}.pdf", document()) for rank in range(ORDINARY_FILES)]
    keys = list(PERSONAS)[: AT_ONCE + 1]
    elsewhere = ProcessPoolExecutor(1, get_context("spawn"), leave_the_machine)
    with running() as portal, elsewhere as senders:
        senders.submit(arrive, portal.url, keys[:-1]).result()
        walker = Person(portal.url, keys[-1])
        walker.sign_in()
        memory = WebMemory(portal.processes["web"])
        with memory.watched(), Walking(walker) as quiet:
            time.sleep(QUIET_SECONDS)
        with memory.watched() as usual, Walking(walker) as beside_ordinary:
            senders.submit(send, ordinary).result()
        with memory.watched() as worst, Walking(walker) as beside_hostile:
            sent = senders.submit(send, hostile).result()
    return {
        "files": sent,
        "pages": {"quiet": p95(quiet), "ordinary": p95(beside_ordinary), "hostile": p95(beside_hostile)},
        "memory": {"ordinary": usual.web, "hostile": worst.web, "apart": worst.apart},
    }


def leave_the_machine() -> None:
    """Have this process take what all others leave of the processors: those who send have their own.

    Where Linux groups the processes of a session (autogroup, sched(7)), their priorities count among them
    alone, and the group has one of its own.
    """
    os.setsid()
    os.nice(LESS_URGENT)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(LESS_URGENT))


def p95(seconds: list[float]) -> float:
    """Return the time that nineteen pages in twenty stayed below."""
    return statistics.quantiles(seconds, n=20)[-1]


class Walking:
    """Has a person read pages, one after the other, and gives the seconds each took."""

    def __init__(self, person: Person) -> None:
        self.person, self.over = person, threading.Event()
        self.seconds: list[float] = []
        self.thread = threading.Thread(target=self._walk)

    def __enter__(self) -> list[float]:
        self.thread.start()
        return self.seconds

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()

    def _walk(self) -> None:
        while not self.over.is_set():
            for path in WALK:
                before = len(self.person.browser.exchanges)
                self.person.browser.get(self.person.site + path)
                self.seconds += [one.seconds for one in self.person.browser.exchanges[before:]]


def arrive(url: str, keys: list[str]) -> None:
    """Have the people who send sign in, and go on to where files are asked."""
    for key in keys:
        person = Person(url, key)
        person.sign_in()
        SENDERS.append((person, _place_for_files(person)))


def _place_for_files(person: Person) -> str:
    """Fill in a démarche as far as the first question for files, and return the address of its step."""
    page = person.start(DEMARCHE)
    while b'type="file"' not in page.text.encode():
        page = person.fill(page)
    return page.url


def send(files: list[tuple[str, bytes]]) -> list[dict[str, Any]]:
    """Have every sender add files at once until none is left; return what became of each."""
    waiting: SimpleQueue[tuple[str, bytes]] = SimpleQueue()
    for file in files:
        waiting.put(file)
    sent: list[dict[str, Any]] = []

    def add_what_is_left(sender: tuple[Person, str]) -> None:
        while True:
            try:
                name, content = waiting.get_nowait()
            except Empty:
                return
            sent.append({"name": name, "bytes": len(content)} | _add(*sender, name, content))

    with ThreadPoolExecutor(len(SENDERS)) as pool:
        list(pool.map(add_what_is_left, SENDERS))
    return sent


def _add(person: Person, place: str, name: str, content: bytes) -> dict[str, Any]:
    """Add one file as a person does, and return how long its request took and what was said."""
    page = person.browser.get(place)
    form = next(form for form in page.forms() if form.groups)
    chooser = next(e for e in form.element.iter("input") if e.get("type") == "file")
    form.files.append((chooser.get("name"), File(name, content, "application/octet-stream")))
    form.press()
    before = len(person.browser.exchanges)
    answer = person.browser.send(form)
    request = person.browser.exchanges[before]
    said = next((error for error in answer.errors if name.partition(".")[0] in error), "")
    outcome = "sent back" if BUSY in said else "refused" if said else "made safe"
    return {
        "outcome": outcome if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR else f"status {answer.status}",
        "seconds": request.seconds,
    }


def show(measured: dict[str, Any]) -> None:
    """Print what was wanted and what was reached."""
    files, pages, memory = measured["files"], measured["pages"], measured["memory"]
    counted = Counter(file["outcome"] for file in files)
    table(
        (f"{len(files)} hostile files, {AT_ONCE} at once", "", ""),
        ((k, str(n), "") for k, n in counted.items()),
    )
    slowest = sorted(files, key=lambda file: -file["seconds"])[:5]
    table(
        ("slowest", "seconds", "outcome"),
        ((file["name"], f"{file['seconds']:.2f}", file["outcome"]) for file in slowest),
    )
    table(
        ("pages of somebody else", "p95 ms", ""),
        ((f"beside {name}", f"{seconds * 1000:.0f}", "") for name, seconds in pages.items()),
    )
    grown = (memory["hostile"] - memory["ordinary"]) / MEGABYTE
    rows = (
        ("memory of all web processes, MB more", "≤ 50", f"{grown:.0f}"),
        (
            "p95 of others' pages, ÷ beside ordinary files",
            "≤ 2",
            f"{pages['hostile'] / pages['ordinary']:.2f}",
        ),
        ("p95 of others' pages, ÷ quiet", "", f"{pages['hostile'] / pages['quiet']:.2f}"),
        ("longest time of a file, seconds", "≤ 3", f"{slowest[0]['seconds']:.2f}"),
        ("memory of the processes that judge, at most, MB", "", f"{memory['apart'] / MEGABYTE:.0f}"),
    )
    table(("target", "wanted", "reached"), rows)
