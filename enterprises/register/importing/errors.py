"""Why an extract of the BCE is not imported: told to the operator, in English like the commands."""


class ImportRefused(Exception):
    """Nothing was changed; the message says what to do."""


class UnreadableExtract(ImportRefused):
    """The folder or zip is not an extract, or is incomplete or damaged."""


class WrongOrder(ImportRefused):
    """The extract does not follow the register's state."""


class ImportRunning(ImportRefused):
    """Another process is importing now."""

    def __init__(self) -> None:
        super().__init__("Another import is running: wait for its end, or stop that process.")
