"""``python -m benchmarks.size.answering PEOPLE SEED``: a process on one database, one question a line."""

from __future__ import annotations

import gc
import json
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.size.database import prepare
from benchmarks.size.load import Size

if TYPE_CHECKING:
    from benchmarks.size.reading import Cost


def main() -> None:
    """Load, then answer with a line of JSON for each question, until there are no more."""
    people, seed = map(int, sys.argv[1:])
    size = Size(people=people, seed=seed)
    assert sys.stdin.readline().strip() == "load"  # noqa: S101 - the only one that starts
    started = time.perf_counter()
    prepare(size)
    _say(time.perf_counter() - started)

    from benchmarks.size.reading import Reader, wrong
    from benchmarks.size.scene import Scene

    reader = Reader(Scene.build(size))
    gc.collect()
    gc.freeze()  # as the portal's own processes do (monespace.gunicorn)
    for question in sys.stdin:
        if question.strip() == "costs":
            costs = [reader.cost(look) for look in reader.looks]
            _say([_told(one) | {"wrong": wrong(one)} for one in costs])
        elif question.strip() == "loaded":
            _say(reader.scene.loaded())
        elif question.strip() == "begin":
            reader.begin()
            _say("begun")
        else:
            _say(reader.seconds(reader.looks[int(question)]))


def _told(cost: Cost) -> dict[str, object]:
    names = ("name", "who", "queries", "most_queries")
    return {name: getattr(cost, name) for name in names}


def _say(answer: object) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
