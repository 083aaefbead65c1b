"""The site as an ASGI application: pages by HTTP, live meetings by WebSocket."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.config.settings")
http = get_asgi_application()

from realtime.routing import application_with  # noqa: E402 - needs the apps to be ready

application = application_with(http)  # type: ignore[arg-type]  # Django types messages loosely
