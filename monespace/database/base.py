"""Django's PostgreSQL with watched connections, and a pool that is not waited for while it has none."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from monespace.database.door import Door
from monespace.database.watched import WatchedConnection

door = Door()


class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's way to the database; ``has_committed`` says whether it has ended a transaction well.

    It stays said, and what was written may be there, when the answer did not come; anew with each connection.
    """

    has_committed = False

    def connect(self) -> None:
        """Connect; raise OperationalError within the process's patience."""
        super().connect()
        self.has_committed = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection of the pool that the server has not ended."""
        if self.pool is None:
            return super().get_new_connection(conn_params)
        while True:
            door.enter(lambda: WatchedConnection.connect(**conn_params).close())
            with door.closing():
                connection = super().get_new_connection(conn_params)
            if not connection.is_cut:
                return connection
            connection.close()
            self.pool.putconn(connection)
            door.close()

    def commit(self) -> None:
        """End a transaction well."""
        self.has_committed = True
        super().commit()

    def close(self) -> None:
        """Give the connection back; one that broke takes those with it that broke for the same reason."""
        if self.connection is not None and self.connection.closed and self.pool:
            door.close()
            self.pool.drain()
        super().close()
