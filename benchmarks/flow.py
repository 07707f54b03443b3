"""The whole journey, from the landing page to the receipt, by one person and by eight at once."""

from __future__ import annotations

import re
import statistics
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.portal import OUTSIDE_WORLD, PDF, Portal, running
from benchmarks.processes import Watch
from benchmarks.statements import counting
from monespace.simulators.personas import PERSONAS
from tests.support.walker import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support.walker.browser import Exchange

DEMARCHE = "prime-velo"
CROWDS = (1, 8)
FLOWS_EACH = {1: 20, 8: 8}
COUNTED_FLOWS = 5
COMPARED_REQUESTS = 300
EMPTY = "/bench/empty/"
# The step with the most fields that a citizen's draft may show: a group whose rows stand on the page.
LONG_DEMARCHE, GROUP, ROWS = "environnement-classe-3", "parcelles", 50
# The flow ends with the receipt, the hand-overs and the mail: what systems are told is no part of it.
NOBODY_LISTENS = "UPDATE dossiers_endpoint SET disabled_at = now(), disabled_for = 'asked'"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(frozen=True)
class Crowd:
    """What a number of people at once got, and what it cost per flow; the receipt’s PDF is made apart."""

    people: int
    flows: int
    flows_per_second: float
    requests_per_flow: float
    cpu_per_flow: dict[str, float]
    cpu_total_per_flow: float
    cpu_per_receipt: float
    requests: dict[str, dict[str, float]]


def run() -> dict[str, Any]:
    """Measure everything on one portal and return it."""
    with running() as portal:
        portal.execute(NOBODY_LISTENS)
        people = [Person(portal.url, key) for key in list(PERSONAS)[: max(CROWDS)]]
        for person in people:
            person.sign_in()
            person.complete(DEMARCHE)
        portal.settle()
        watch = Watch(portal.processes)
        crowds = [crowd(portal, watch, people[:size]) for size in CROWDS]
        compared = compare(watch, people[-1])
        counted = statements(portal, people[0])
        memory = [asdict(process) for process in watch.memory()]
    return {
        "crowds": [asdict(result) for result in crowds],
        "pages": compared,
        "statements": counted,
        "memory": memory,
    }


def crowd(portal: Portal, watch: Watch, people: list[Person]) -> Crowd:
    """Let ``people`` do whole journeys at once, until their deliveries and mails have left too."""
    each = FLOWS_EACH[len(people)]
    for person in people:
        person.browser.exchanges.clear()

    def journeys(person: Person) -> None:
        for _ in range(each):
            person.complete(DEMARCHE)

    watch.start()
    started = time.perf_counter()
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(journeys, people))
    took = time.perf_counter() - started
    portal.drain()
    flows = each * len(people)
    cpu = {name: spent / flows for name, spent in watch.cpu().items()}
    exchanges = [exchange for person in people for exchange in person.browser.exchanges]
    return Crowd(
        people=len(people),
        flows=flows,
        flows_per_second=flows / took,
        requests_per_flow=len(exchanges) / flows,
        cpu_per_flow=cpu,
        cpu_total_per_flow=sum(spent for name, spent in cpu.items() if name not in {OUTSIDE_WORLD, PDF}),
        cpu_per_receipt=cpu[PDF],
        requests=by_page(exchanges),
    )


def by_page(exchanges: Iterable[Exchange]) -> dict[str, dict[str, float]]:
    """Return how long each kind of request took, in milliseconds."""
    times = defaultdict(list)
    for exchange in exchanges:
        times[f"{exchange.method} {UUID.sub('…', exchange.path)}"].append(exchange.seconds * 1000)
        times["all"].append(exchange.seconds * 1000)
    return {
        page: {
            "count": len(taken),
            "p50": statistics.median(taken),
            "p95": statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0],
        }
        for page, taken in times.items()
    }


def compare(watch: Watch, person: Person) -> dict[str, dict[str, float]]:
    """Return what a step page and an empty page through the same middleware cost, in milliseconds of CPU."""
    step = person.start(DEMARCHE).url
    long = long_step(person)
    return {
        "empty page": _cost(watch, person, person.site + EMPTY),
        "step page": _cost(watch, person, step),
        f"step page with {ROWS} rows": _cost(watch, person, long),
        "landing page": _cost(watch, person, f"{person.site}/demarches/{DEMARCHE}/"),
    }


def long_step(person: Person) -> str:
    """Add as many rows as it takes to a group of a new draft; return the address of its step."""
    step = person.fill(person.start(LONG_DEMARCHE)).url
    lines = "\n".join(f"52043C0002/00A{rank:03d};Namur" for rank in range(ROWS))
    page = person.browser.get(pasting := f"{step}{GROUP}/liste/")
    while page.url == pasting:  # typed, then confirmed as understood
        form = page.forms()[0]
        form.set("lines", lines)
        form.press()
        page = person.browser.send(form)
    return step


def _cost(watch: Watch, person: Person, url: str) -> dict[str, float]:
    person.browser.get(url)
    watch.start()
    started = time.perf_counter()
    for _ in range(COMPARED_REQUESTS):
        page = person.browser.get(url)
    took = time.perf_counter() - started
    if page.url != url:
        raise AssertionError(f"{url} led to {page.url}")
    cpu = watch.cpu()
    return {
        "web": cpu["web"] / COMPARED_REQUESTS * 1000,
        "database": cpu["database"] / COMPARED_REQUESTS * 1000,
        "took": took / COMPARED_REQUESTS * 1000,
    }


def statements(portal: Portal, person: Person) -> dict[str, Any]:
    """Count the SQL of whole journeys, delivery and mail included, without what the idle portal sends."""
    with counting(portal.dsn, portal.log) as busy:
        started = time.perf_counter()
        for _ in range(COUNTED_FLOWS):
            person.complete(DEMARCHE)
        portal.drain()
        took = time.perf_counter() - started
    with counting(portal.dsn, portal.log) as idle:
        time.sleep(took)
    per_flow = {
        who: (busy.count[who] - idle.count[who]) / COUNTED_FLOWS for who in sorted(busy.count | idle.count)
    }
    return {
        "per_flow": per_flow,
        "total_per_flow": sum(count for who, count in per_flow.items() if who != OUTSIDE_WORLD),
        "transactions_per_flow": {
            who: count / COUNTED_FLOWS for who, count in sorted(busy.transactions.items())
        },
        "idle_per_second": {who: count / took for who, count in sorted(idle.count.items())},
        "most_frequent": [
            {"who": who, "sql": shape, "per_flow": count / COUNTED_FLOWS}
            for (who, shape), count in busy.shapes.most_common(40)
        ],
    }
