"""The consumer of the Channels tutorial on the same daphne, as its documentation has it.

    python -m tests.benchmarks.lines.tutorial PORT memory|redis|pubsub [REDIS_URL]

Source: https://channels.readthedocs.io/en/latest/tutorial/part_3.html and part_2.html.
"""

import json
import os
import sys
import time

import django
from django.conf import settings

LAYERS = {
    "memory": "channels.layers.InMemoryChannelLayer",
    "redis": "channels_redis.core.RedisChannelLayer",
    "pubsub": "channels_redis.pubsub.RedisPubSubChannelLayer",
}


def layer(name, *urls):
    return {"BACKEND": LAYERS[name], "CONFIG": {"hosts": list(urls)} if urls else {}}


settings.configure(
    SECRET_KEY="measured",
    ALLOWED_HOSTS=["127.0.0.1"],
    INSTALLED_APPS=["daphne", "django.contrib.auth", "django.contrib.contenttypes",
                    "django.contrib.sessions", "channels"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
                           "NAME": os.environ["MAJLIS_STATE_DIR"] + "/tutorial.sqlite3"}},
    CHANNEL_LAYERS={"default": layer(*sys.argv[2:])},
)  # fmt: skip
django.setup()

from channels.auth import AuthMiddlewareStack  # noqa: E402 - needs the settings
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from daphne.server import Server, reactor  # noqa: E402
from django.urls import re_path  # noqa: E402

from tests.benchmarks.lines import control  # noqa: E402

FRAME = len(json.dumps({"message": ""}))  # what stands around a message [bytes]


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.room_name = self.scope["url_route"]["kwargs"]["room_name"]
        self.room_group_name = f"chat_{self.room_name}"
        await self.channel_layer.group_add(self.room_group_name, self.channel_name)
        await self.accept()

    async def disconnect(self, close_code):
        await self.channel_layer.group_discard(self.room_group_name, self.channel_name)

    async def receive(self, text_data):
        message = json.loads(text_data)["message"]
        await self.channel_layer.group_send(
            self.room_group_name, {"type": "chat.message", "message": message}
        )

    async def chat_message(self, event):
        message = event["message"]
        await self.send(text_data=json.dumps({"message": message}))


async def publish(size, times):
    """Send to the group as a consumer does that has received a message."""
    began = time.monotonic()
    for _ in range(times):
        event = {"type": "chat.message", "message": "x" * (size - FRAME)}
        await get_channel_layer().group_send("chat_hall", event)
    return {"began": began}


def main():
    routes = [re_path(r"ws/(?P<room_name>\w+)/$", ChatConsumer.as_asgi())]
    application = ProtocolTypeRouter(
        {"websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(routes)))}
    )
    acts = {"publish": publish, "ask": control.ask}
    reactor.callLater(0, control.attend, acts)
    Server(application, endpoints=[f"tcp:port={sys.argv[1]}:interface=127.0.0.1"]).run()


if __name__ == "__main__":
    main()
