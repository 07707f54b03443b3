"""The process that judges one file: ``python -I child.py SOURCE TARGET EXTENSIONS``.

It answers in one line: ``kept EXTENSION`` once TARGET is written, ``unfit REASON``, or ``failed ERROR`` for
what no cleaner foresaw. A process that breaks a limit ends without a line. It says nothing else.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path

NO_ROOM = "no_room"  # the error of a disk without room for the copy


def main(source: Path, target: Path, accept: list[str]) -> str:
    """Judge ``source`` within the limits, write what is kept of it to ``target``, and return the answer."""
    from monespace.documents.cleaning.kinds import clean
    from monespace.documents.cleaning.limits import confine
    from monespace.documents.cleaning.refusals import Reason, Unfit

    confine()
    try:
        return f"kept {clean(source, target, accept=accept)}"
    except Unfit as unfit:
        return f"unfit {unfit.reason}"
    except MemoryError:
        return f"unfit {Reason.DEMANDING}"
    except OSError as error:
        if error.errno == errno.EFBIG:
            return f"unfit {Reason.DEMANDING}"
        return f"failed {NO_ROOM if error.errno in {errno.ENOSPC, errno.EDQUOT} else type(error).__name__}"
    except Exception as error:  # noqa: BLE001 - whatever strangers' bytes bring about, the parent names it
        return f"failed {type(error).__name__}"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    _, came, kept, extensions = sys.argv
    print(main(Path(came), Path(kept), extensions.split(",")), flush=True)  # noqa: T201 - its answer
