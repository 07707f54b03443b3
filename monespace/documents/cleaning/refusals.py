"""Why a file cannot be kept, in codes; ``monespace.documents.inspection`` says them in words."""

from __future__ import annotations

from enum import StrEnum

NO_ROOM = "no_room"  # the error of a disk without room for the copy: no fault of the file


class Reason(StrEnum):
    """What is wrong with the file."""

    DISGUISED = "disguised"  # its content is of another type than those accepted
    UNREADABLE = "unreadable"  # it is damaged
    LOCKED = "locked"  # it opens with a password only
    ACTIVE = "active"  # it can run something, or carries another file
    SIGNED = "signed"  # the same, and it is signed: nothing can be taken out without undoing the signature
    CARRYING = "carrying"  # of an office program: a macro, another file, or what opens another by itself
    DEMANDING = "demanding"  # judging it takes more memory, time or room than any honest file
    TOO_LARGE = "too_large"  # it has more pixels than are drawn


class Unfit(Exception):
    """The file cannot be kept; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
