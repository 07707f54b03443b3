"""A process of the demo is ready once it has said so, however much it has said since."""

from __future__ import annotations

import sys

import pytest

from monespace.demo.portal import is_ready
from monespace.demo.processes import Process


@pytest.mark.parametrize(("said", "ready"), [("worker ready", True), ("worker begins", False)])
def test_a_process_that_talks_a_lot_is_still_ready(tmp_path, said, ready):
    log = tmp_path / "worker.log"
    log.write_text("before: ready\n")
    program = f"print({said!r}); print('a message was run\\n' * 1000)"
    process = Process("worker", [sys.executable, "-c", program], {}, log)
    process.start()
    assert process.popen is not None
    process.popen.wait()
    assert is_ready(process, "") is ready
