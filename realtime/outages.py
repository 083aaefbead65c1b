"""Troubles that pass: a database or a Redis that does not answer for a while."""

import logging

from council.kernel import health


def passes(problem: BaseException | None) -> bool:
    """Say whether the trouble ends without us: the other side is away."""
    return health.is_passing(problem) or isinstance(problem, OSError)


def logger_of(module: str) -> logging.Logger:
    """Return the module's logger; of troubles that pass it tells what, and not where in the code.

    While a database restarts, the same traceback for everything that each process tries would bury
    the one that is ours to mend.
    """
    logger = logging.getLogger(module)
    logger.addFilter(_calm)
    return logger


def _calm(record: logging.LogRecord) -> bool:
    problem = record.exc_info[1] if record.exc_info else None
    if passes(problem):
        words = " ".join(str(problem).split())
        record.msg = f"{record.getMessage()} ({type(problem).__name__}: {words})"
        record.args, record.exc_info, record.exc_text = (), None, None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True
