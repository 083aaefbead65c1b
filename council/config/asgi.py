"""The site as an ASGI application: pages by HTTP, live meetings by WebSocket."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.config.settings")
http = get_asgi_application()

from council.config.proxies import behind  # noqa: E402 - as the next
from realtime.routing import application_with  # noqa: E402 - needs the apps to be ready

site = application_with(http)  # type: ignore[arg-type]  # Django types messages loosely
application = behind(settings.PROXY_ADDRESSES, site)
