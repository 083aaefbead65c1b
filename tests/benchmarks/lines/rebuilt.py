"""What a page that comes back costs where everything is looked up and made for each of them."""

from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from deliberation.meetings.selectors.readers import audience_of
from realtime.bus import news_since
from realtime.news import Readers
from realtime.notices import render


class RebuiltConsumer(AsyncWebsocketConsumer):
    """Looks the session up, then the audience, reads what was missed, and renders it."""

    async def connect(self):
        await self.accept()
        _, language, since = self.scope["path"].rsplit("/", 2)
        for frame in await database_sync_to_async(self.missed)(language, int(since)):
            await self.send(frame.decode())

    def missed(self, language, since):
        meeting_id = int(self.scope["path"].split("/")[2])
        readers = Readers(language, audience_of(self.scope["user"], meeting_id))
        made = render(news_since(meeting_id, since, 1000), [readers])
        return [frames[readers] for frames in made]


def beside(site):
    """Return the site with this consumer under ``/rebuilt/MEETING/LANGUAGE/SINCE``."""
    rebuilt = AuthMiddlewareStack(RebuiltConsumer.as_asgi())

    async def application(scope, receive, send):
        is_ours = not scope["path"].startswith("/rebuilt/")
        await (site if is_ours else rebuilt)(scope, receive, send)

    return application
