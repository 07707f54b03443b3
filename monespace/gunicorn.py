"""How the portal is served: whole requests for its threads, processes that are renewed (ADR 0064)."""

import ctypes
import gc
import os
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from monespace import limits

os.environ.setdefault(limits.PROCESS, limits.WEB)  # the settings are read here for the first time
try:
    from monespace.documents.sandbox.process import fork_server
    from monespace.settings.env import env
except ImproperlyConfigured as problem:
    sys.exit(str(problem))

M_ARENA_MAX = -8  # of glibc's mallopt(3)
libc = ctypes.CDLL(None)
if hasattr(libc, "mallopt"):
    # glibc gives threads heaps of their own and keeps what each once needed: large uploads in nine threads
    # left 57 MB in the web processes, 14 with two heaps (manage.py bench hostile)
    libc.mallopt(M_ARENA_MAX, 2)

worker_class = "monespace.server.worker.BufferingWorker"
preload_app = True  # imported once, shared by the workers; connections open after the fork
workers = int(env.WEB_CONCURRENCY)
threads = int(env.WEB_THREADS)  # ADR 0046; all but one may wait for files (ADR 0058)
timeout = 60
graceful_timeout = 15
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - gunicorn's advice for containers
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    """Leave the loaded code out of garbage collections, and have files judged without delay (ADR 0058).

    A page makes thousands of objects that end with it: looking for circles among every 700 of them, as Python
    does by itself, was a twelfth of what a step costs the processor.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    fork_server.start()
