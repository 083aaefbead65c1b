"""Settings of the site, by environment only; every variable is listed in the docs."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from council.config.databases import database_of, sqlite
from council.config.environment import env_int, env_list, env_secret, env_text

BASE_DIR = Path(__file__).resolve().parents[2]
STATE_DIR = Path(env_text("MAJLIS_STATE_DIR", str(BASE_DIR / ".majlis")))
STATE_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = env_secret("MAJLIS_SECRET_KEY", STATE_DIR / "secret-key")
PUBLIC_URL = env_text("MAJLIS_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env_list("MAJLIS_HOSTS", "127.0.0.1,localhost,[::1]")
TRUSTED_PROXIES = env_int("MAJLIS_TRUSTED_PROXIES", 0)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "django_htmx",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "council.kernel",
    "council.accounts",
    "council.texts",
    "council.ledger",
    "council.members",
    "deliberation.proposals",
    "deliberation.meetings",
    "deliberation.floor",
    "deliberation.voting",
    "deliberation.register",
    "realtime",
    "council.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "council.kernel.middleware.refusals",
]

ROOT_URLCONF = "council.config.urls"
ASGI_APPLICATION = "council.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "council.kernel.templatetags.majlis"],
        },
    },
]

DATABASE_URL = env_text("DATABASE_URL")
DATABASES = {
    "default": database_of(DATABASE_URL) if DATABASE_URL else sqlite(STATE_DIR / "majlis.sqlite3")
}
REDIS_URL = env_text("REDIS_URL")
CHANNEL_LAYERS = {
    "default": (
        {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "symmetric_encryption_keys": [SECRET_KEY]},
        }
        if REDIS_URL
        else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    )
}
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

AUTH_USER_MODEL = "accounts.User"

LANGUAGE_CODE = "en"
LANGUAGES = [("ar", _("Arabic")), ("tr", _("Turkish")), ("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "council" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "council" / "static"]
STATIC_ROOT = STATE_DIR / "static"
