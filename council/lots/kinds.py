"""Kinds of things around a lot."""

from datetime import timedelta
from enum import StrEnum

SILENCE = timedelta(seconds=30)  # after which a computation counts as broken off


class ComputationStatus(StrEnum):
    """How a computation stands, or how it ended."""

    RUNNING = "running"
    DONE = "done"
    INFEASIBLE = "infeasible"  # no panel keeps all quotas
    CANCELLED = "cancelled"
    FAILED = "failed"  # it broke off


class ChosenRole(StrEnum):
    """For what somebody was drawn."""

    PANEL = "panel"
    ALTERNATE = "alternate"


class ChosenStatus(StrEnum):
    """What has become of somebody who was drawn."""

    DRAWN = "drawn"
    DECLINED = "declined"
    SEATED = "seated"


class ActKind(StrEnum):
    """What the record of a lot tells."""

    OPENED = "opened"
    POOL_READ = "pool_read"
    QUOTAS_CHANGED = "quotas_changed"
    COMPUTATION_STARTED = "computation_started"
    COMPUTATION_CANCELLED = "computation_cancelled"
    COMPUTATION_FAILED = "computation_failed"
    FOUND_INFEASIBLE = "found_infeasible"
    LOTTERY_COMPUTED = "lottery_computed"
    REOPENED = "reopened"
    PUBLISHED = "published"
    WORDS_CONFIRMED = "words_confirmed"
    WORDS_STRUCK = "words_struck"
    DRAWN = "drawn"
    DECLINED = "declined"
    REPLACED = "replaced"
    NOBODY_REPLACES = "nobody_replaces"
    SEATED = "seated"
    ABANDONED = "abandoned"
