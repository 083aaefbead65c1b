"""What every page is given: the chosen appearance and where the source code is."""

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, str]:
    """Return the appearance the reader chose (empty: as the device) and the source's address."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return {
        "theme": theme if theme in THEMES else "",
        "source_url": getattr(settings, "SOURCE_URL", ""),
    }
