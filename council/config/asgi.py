"""The site as an ASGI application: pages by HTTP, live meetings by WebSocket."""

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.config.settings")
django.setup(set_prefix=False)

from council.config import statics  # noqa: E402 - as the next
from council.config.proxies import behind  # noqa: E402 - as the next
from realtime.http import Pages  # noqa: E402 - as these
from realtime.routing import application_with  # noqa: E402 - needs the apps to be ready

statics.prepare()  # before WhiteNoise looks what there is
site = application_with(Pages())  # type: ignore[arg-type]  # Django types messages loosely
application = behind(settings.PROXY_ADDRESSES, site)
