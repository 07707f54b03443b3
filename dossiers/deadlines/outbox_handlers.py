"""What the outbox runs for time limits."""

from dossiers.deadlines.outage_services import EXTEND, extend
from monespace.outbox.routes import handles


@handles(EXTEND)
def extend_deadlines(*, outage_id: str, after: str) -> None:
    """Make longer the next time limits that an outage concerns."""
    extend(outage_id=outage_id, after=after)
