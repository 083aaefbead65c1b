"""Where the play takes place: what its files name by key, found in the open meeting of the demo."""

from council.accounts.models import User
from council.config.demonstration.stage import Plan, read
from council.members.models import Member
from council.texts.fingerprints import fingerprint
from deliberation.floor.models import RequestStatus, SpeakingRequest, SpeakingTurn
from deliberation.meetings.models import AgendaItem, Contribution, Meeting
from deliberation.rules.meetings import MeetingStatus
from deliberation.voting.models import Poll


class Scene:
    """The open meeting, with everybody and everything in it by the files' own keys."""

    def __init__(self) -> None:
        self.script: Plan = read("play.json")
        self.plan: Plan = _by_key(read("meetings.json"))[self.script["meeting"]]
        told = [*self.plan["contributions"], *self.script["steps"]]
        self.said = {each["key"]: each["text"] for each in told if "key" in each}
        self.meeting = Meeting.objects.select_related("council").get(
            council__slug=read("bodies.json")["council"]["key"],
            body__key=self.plan["body"],
            number=self.plan["number"],
            status=MeetingStatus.OPEN,
        )

    def user(self, key: str) -> User:
        """Return an account by username."""
        return User.objects.get(username=key)

    def member(self, key: str) -> Member:
        """Return a member by username."""
        return Member.objects.get(council=self.meeting.council, user__username=key)

    def item(self, key: str) -> AgendaItem:
        """Return an item of the agenda."""
        number = _by_key(self.plan["items"])[key]["number"]
        return AgendaItem.objects.get(meeting=self.meeting, number=number)

    def contribution(self, key: str) -> Contribution:
        """Return what was said, in the meeting so far or in the play."""
        same = Contribution.objects.filter(text__fingerprint=fingerprint(self.said[key]))
        return same.filter(item__meeting=self.meeting).latest("pk")

    def poll(self, key: str) -> Poll:
        """Return a poll, by its question."""
        words = _by_key(self.plan["polls"])[key]["question"]
        asked = fingerprint(words[self.meeting.council.main_language])
        return Poll.objects.filter(meeting=self.meeting, question__fingerprint=asked).latest("pk")

    def seconds(self, key: str) -> int:
        """Return for how long a poll is open [s]."""
        lasts: int = _by_key(self.plan["polls"])[key]["seconds"]
        return lasts

    def request(self, key: str) -> SpeakingRequest:
        """Return the request of a member who waits for the floor."""
        waiting = SpeakingRequest.objects.filter(status=RequestStatus.WAITING)
        return waiting.get(meeting=self.meeting, member=self.member(key))

    def turn(self, key: str) -> SpeakingTurn:
        """Return the running turn of a member who has the floor."""
        running = SpeakingTurn.objects.filter(ended_at=None)
        return running.get(meeting=self.meeting, member=self.member(key))


def _by_key(plans: list[Plan]) -> dict[str, Plan]:
    return {plan["key"]: plan for plan in plans}
