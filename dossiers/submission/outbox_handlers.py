"""What the outbox runs after a dossier was sent."""

from dossiers.submission.delivery import deliver
from monespace.outbox.routes import handles


@handles("dossier.deliver")
def deliver_submission(*, delivery_id: str) -> None:
    """Hand one submission over to one service."""
    deliver(delivery_id)
