"""The process that judges one file: what it answers, what it may use, and what it knows."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from monespace.documents.cleaning import limits
from monespace.documents.cleaning.refusals import Reason, Unfit
from monespace.documents.sandbox import process
from monespace.documents.sandbox.process import Broken, NoAnswer
from tests.filling.samples import pdf, picture
from tests.support.hostile import pdfs

ALL = ("pdf", "jpg", "png")
PATIENCE = 60.0
LEAST_URGENT = 19  # of all there is: pages come first
REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("content", "extension"), [(pdf(), "pdf"), (picture(), "jpg"), (picture("PNG"), "png")]
)
def test_a_sound_file_is_kept(judged, content, extension):
    kept, copy = judged(content)
    assert kept == extension
    assert copy


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"MZ", Reason.DISGUISED), (pdf()[:60], Reason.UNREADABLE), (pdf(password="x"), Reason.LOCKED)],
)
def test_what_a_cleaner_refuses_is_refused(judged, content, reason):
    with pytest.raises(Unfit) as refused:
        judged(content)
    assert refused.value.reason == reason


def test_a_type_that_is_not_wanted_is_refused(judged):
    assert judged(picture(), accept=("jpg",))[0] == "jpg"
    with pytest.raises(Unfit) as refused:
        judged(picture(), accept=("pdf", "png"))
    assert refused.value.reason == Reason.DISGUISED


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: pdfs.object_stream(600),
        lambda: pdfs.object_stream(4096, times=2),
        lambda: pdfs.many_object_streams(8, 100),
        lambda: pdfs.endless(300_000),
        lambda: pdfs.nested(100_000),
        pdfs.looping,
    ],
    ids=["600 MB in 1.5 kB", "4 GB in 7 kB", "many streams", "endless", "nested", "a loop"],
)
def test_a_file_that_swells_costs_the_web_process_nothing(judged, bomb):
    assert judged(pdfs.object_stream(1))[0] == "pdf"
    content, before = bomb(), highest_memory()
    reason, copy = None, b""
    try:
        _pdf, copy = judged(content)
    except Unfit as refused:
        reason = refused.reason
    assert reason in {Reason.UNREADABLE, Reason.DEMANDING, None}
    assert len(copy) < 1000  # what nothing refers to is left out
    assert highest_memory() - before < 10 << 20


def test_a_file_that_takes_too_long_is_told_from_a_busy_machine(judged, child):
    child("import time; time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(NoAnswer):
        judged(pdf(), seconds=0.5)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_process_that_is_stopped_with_the_service_says_nothing_of_its_file(judged, child, name):
    child(f"import os, signal; os.kill(os.getpid(), signal.{name})")
    with pytest.raises(NoAnswer):
        judged(pdf())
    child("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(Unfit):
        judged(pdf())


@pytest.mark.parametrize(
    "greed",
    ["while True: pass", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"],
    ids=["processor", "a machine without memory"],
)
def test_a_process_that_breaks_a_limit_refuses_its_file(judged, child, greed):
    child(f"limits.confine()\n{greed}")
    with pytest.raises(Unfit) as refused:
        judged(pdf())
    assert refused.value.reason == Reason.DEMANDING


@pytest.mark.parametrize(
    ("greed", "reason"),
    [
        ("[bytearray(1 << 20) for _ in range(2000)]", Reason.DEMANDING),
        ("target.write_bytes(bytes(limits.LARGEST_COPY + 1))", Reason.DEMANDING),
        ("[open(source) for _ in range(100)]", Reason.UNREADABLE),
        ("raise KeyError('/Root')", Reason.UNREADABLE),
        ("raise RecursionError", Reason.UNREADABLE),
    ],
)
def test_a_cleaner_that_breaks_a_limit_refuses_its_file(judged, child, greed, reason):
    cleaner = """
        from monespace.documents.cleaning import judging
        def clean(source, target, *, accept):
            {}
            target.write_bytes(b"x")
            return "pdf"
        judging.clean = clean
        return judging.judge(source, target, accept)
    """
    child(cleaner.format("[bytearray(1 << 20) for _ in range(100)]"))
    assert judged(pdf()) == ("pdf", b"x")
    child(cleaner.format(greed))
    with pytest.raises(Unfit) as refused:
        judged(pdf())
    assert refused.value.reason == reason


def test_a_full_disk_is_no_fault_of_the_file(judged, child):
    child("return 'failed no_room'")
    with pytest.raises(OSError, match="no_room"):
        judged(pdf())


@pytest.mark.parametrize("answer", ["kept exe", "kept", "unfit nonsense", "x" * 100_000, "\\0\\n\\n"])
def test_an_answer_nobody_understands_refuses_the_file(judged, child, answer):
    child(f"return {answer!r}")
    with pytest.raises(Unfit) as refused:
        judged(pdf())
    assert refused.value.reason == Reason.UNREADABLE


def test_a_process_that_cannot_begin_is_our_fault(judged, child, monkeypatch):
    child("return 'kept pdf'", before="import nothing_of_that_name")
    with pytest.raises(Broken):
        judged(pdf())
    child("return 'kept pdf'")
    monkeypatch.setattr(process.sys, "executable", "/nowhere/python")
    with pytest.raises(Broken):
        judged(pdf())


def test_the_process_knows_no_secret_and_holds_nothing_of_the_portal(judged, child, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_TEST", "x")
    child("""
        import os
        from monespace.documents.cleaning import judging
        limits.confine()
        known = [*os.environ, *os.listdir("/proc/self/fd"), *(m for m in sys.modules if "django" in m)]
        target.write_text(" ".join(known))
        return "kept pdf"
    """)
    held = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(held, True)
    known = set(judged(pdf())[1].decode().split())
    os.close(held)
    assert known <= {"LC_CTYPE", "0", "1", "2", "3", "4"}, known  # 3: its life; 4: the folder being listed


def test_the_portal_itself_loads_nothing_that_judges_files():
    code = """
        import sys, django
        django.setup()
        import monespace.documents.intake, monespace.urls
        print(*{"pikepdf", "PIL", "django"} & set(sys.modules))
    """
    command = [sys.executable, "-c", dedent(code)]
    answer = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["django"]


def test_the_process_is_bound_by_every_limit(judged, child):
    child("""
        import os, resource
        limits.confine()
        names = ("AS", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE")
        found = [resource.getrlimit(getattr(resource, "RLIMIT_" + name))[0] for name in names]
        target.write_text(" ".join(map(str, [*found, os.nice(0)])))
        return "kept pdf"
    """)
    *found, urgency = map(int, judged(pdf())[1].split())
    assert found == [
        limits.MEMORY, limits.CPU_SECONDS, limits.LARGEST_COPY, limits.MOST_OPEN_FILES, 0, 0
    ]  # fmt: skip
    assert urgency == LEAST_URGENT


@pytest.mark.parametrize(
    ("name", "most"), [("NOFILE", 16), ("AS", 512 << 20), ("CPU", 2), ("FSIZE", 1 << 20), ("NPROC", 1000)]
)
def test_limits_that_an_operator_set_lower_are_kept(judged, child, name, most):
    """As for anybody but an administrator, who may raise them again, setting more than is allowed fails."""
    child(f"""
        import resource
        set_limit, limit = resource.setrlimit, resource.RLIMIT_{name}
        set_limit(limit, ({most}, {most}))
        def refuse_more(which, wanted):
            allowed = resource.getrlimit(which)[1]
            if allowed != resource.RLIM_INFINITY and max(wanted) > allowed:
                raise ValueError("not allowed to raise maximum limit")
            set_limit(which, wanted)
        resource.setrlimit = refuse_more
        limits.confine()
        target.write_text(str(resource.getrlimit(limit)[1]))
        return "kept pdf"
    """)
    assert int(judged(pdf())[1]) == (0 if name == "NPROC" else most)


def highest_memory() -> int:
    """Return the most memory that this process has held since it was last asked, in bytes."""
    status = Path("/proc/self/status").read_text()
    Path("/proc/self/clear_refs").write_text("5")
    return int(status.partition("VmHWM:")[2].split()[0]) << 10
