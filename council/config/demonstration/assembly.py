"""One meeting of the demo's files, with its clock."""

from datetime import datetime, time, timedelta

from django.utils.dateparse import parse_time

from council.config.demonstration.stage import Plan, Stage

A_MINUTE = timedelta(minutes=1)


class Assembly:
    """One meeting of the files, with its clock: minutes after the opening."""

    def __init__(self, stage: Stage, plan: Plan) -> None:
        self.stage, self.plan = stage, plan
        opens = plan["opens"]
        if "minutes_ago" in opens:
            self.opens = stage.now - opens["minutes_ago"] * A_MINUTE
        else:
            self.opens = stage.day(opens["day"], parse_time(opens["time"]) or time(14))

    @property
    def pk(self) -> int:
        """The meeting's id, once it is convened."""
        return self.stage.made[self.plan["key"]]

    def at(self, minutes: float) -> datetime:
        """Return the moment so many minutes after the opening."""
        moment: datetime = self.opens + minutes * A_MINUTE
        return moment

    def item(self, key: str) -> int:
        """Return an item's id by the files' key."""
        return self.stage.made[key]
