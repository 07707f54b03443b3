"""Kombu's way to Redis, on which a message that could not be acknowledged takes no place.

A worker has as many messages in hand as it may (``worker_prefetch_multiplier``). Kombu counts one of them
until Redis has heard that it is done; when Redis is away at that moment, that is never. A worker whose hands
were full took nothing any more, and being alive it was not restarted.
"""

from __future__ import annotations

from typing import Any

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    """Counts what is in hand: what is done is not, whether Redis could be told or not."""

    def ack(self, delivery_tag: str) -> None:
        """Tell Redis that a message is done; what raises is kombu's to log."""
        try:
            super().ack(delivery_tag)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Tell Redis that a message is not wanted here."""
        try:
            super().reject(delivery_tag, requeue=requeue)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise


class Channel(redis.Channel):
    """Has that count."""

    QoS: Any = QoS


class Transport(redis.Transport):
    """Has such channels."""

    Channel: Any = Channel
