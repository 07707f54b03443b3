"""A real relay and a real worker say to their containers that they go on; one that is stopped does not."""

from __future__ import annotations

import signal
import time

import pytest

from monespace import alive
from monespace.demo.places import passing_folder
from monespace.demo.servers import Redis
from tests.kernel.processes import Processes

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("kind", ["relay", "worker"])
def test_a_process_touches_its_file_again_and_again_while_it_goes_on(kind):
    with passing_folder("monespace-signs-") as folder, Redis(folder / "redis") as redis:
        processes = Processes(folder, redis)
        file = folder / "alive"
        processes.environment[alive.FILE] = str(file)
        process = getattr(processes, kind)()
        try:
            processes.wait_until(file.exists)
            first = file.stat().st_mtime
            processes.wait_until(lambda: file.stat().st_mtime > first)
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.5)
            last = file.stat().st_mtime
            time.sleep(3)
            assert file.stat().st_mtime == last
            process.send_signal(signal.SIGCONT)
        finally:
            processes.stop()
