"""Structured logs, one JSON object a line: events and ids, never personal data."""

import logging
import re

import structlog

from monespace.common.tokens import TOKEN
from monespace.settings.env import env

MESSAGE = re.compile(r"(SAML(?:Request|Response)=)[^&\s]*")


def hide_secrets(
    _logger: object, _method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Take out of a line the tokens of links (256 bits in 43 characters), and messages that name people."""
    return {
        name: MESSAGE.sub(r"\1…", TOKEN.sub("…", value)) if isinstance(value, str) else value
        for name, value in line.items()
    }


PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    hide_secrets,
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": PROCESSORS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        "celery.worker.strategy": {"level": "WARNING"},  # a message has one line: its end
    },
    "root": {"handlers": ["stderr"], "level": env.LOG_LEVEL},
}

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *PROCESSORS,
        structlog.processors.StackInfoRenderer(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# An IP address is personal data: the journal and the proxy's own short-lived log are the places for it.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# A request is one line, written when it ends, with its answer; even one that fails has it.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
