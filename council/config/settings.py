"""Settings of the site, by environment only; every variable is listed in the docs."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from council.config.addresses import hosts_of
from council.config.caches import cache_of
from council.config.databases import database_of, sqlite
from council.config.environment import env_bool, env_int, env_list, env_secret, env_text
from council.config.layers import layer_of, name_in_redis
from council.config.mail import mail_of
from council.config.versions import version_of

BASE_DIR = Path(__file__).resolve().parents[2]
STATE_DIR = Path(env_text("MAJLIS_STATE_DIR", str(BASE_DIR / ".majlis")))
STATE_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = False
SECRET_KEY = env_secret("MAJLIS_SECRET_KEY", STATE_DIR / "secret-key")
# Beside the database, and never in the same backup: it opens what members said of themselves.
QUOTA_KEYS = Path(env_text("MAJLIS_QUOTA_KEYS", str(STATE_DIR / "quota-keys.json")))
PUBLIC_URL = env_text("MAJLIS_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
PUBLIC_HOST = urlsplit(PUBLIC_URL).netloc
IS_HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env_list("MAJLIS_HOSTS") or hosts_of(PUBLIC_URL)
TRUSTED_PROXIES = env_int("MAJLIS_TRUSTED_PROXIES", 1 if IS_HTTPS else 0)  # who speaks TLS for us
PROXY_ADDRESSES = env_list("MAJLIS_PROXY_ADDRESSES", "127.0.0.0/8,::1")  # whom to believe
SOURCE_URL = env_text("MAJLIS_SOURCE_URL")  # where this very version's source code is offered
MAJLIS_DEMO = env_bool("MAJLIS_DEMO", default=False)
MAJLIS_REQUIRE_SECOND_FACTOR = env_bool("MAJLIS_REQUIRE_SECOND_FACTOR", default=not MAJLIS_DEMO)
SOCKETS_PER_ADDRESS = env_int("MAJLIS_SOCKETS_PER_ADDRESS", 400)  # a hall shares one address

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
    "council.lots",
    "deliberation.proposals",
    "deliberation.meetings",
    "deliberation.elections",
    "deliberation.floor",
    "deliberation.voting",
    "deliberation.minutes",
    "deliberation.register",
    "deliberation.followup",
    "deliberation.publication",
    "deliberation.search",
    "realtime",
    "council.config",
]

MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "council.kernel.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "council.kernel.middleware.named_origin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "council.accounts.middleware.session_clock",
    "council.kernel.middleware.preferred_language",
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
                "council.kernel.context.page",
                "council.accounts.context_processors.account",
                "council.config.context.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "council.kernel.templatetags.majlis"],
        },
    },
]

DATABASE_URL = env_text("DATABASE_URL")
DATABASES = {
    "default": (
        database_of(DATABASE_URL, most=env_int("MAJLIS_DATABASE_CONNECTIONS", 20))
        if DATABASE_URL
        else sqlite(STATE_DIR / "majlis.sqlite3")
    )
}
DATABASE_MAY_FORGET = False  # by no variable: only a run of tests may do without the disk
REDIS_URL = env_text("REDIS_URL")
# The register is signed where its key is: at once by a small installation, else by a command.
REGISTER_DIR = Path(env_text("MAJLIS_REGISTER_DIR", str(STATE_DIR / "register")))
REGISTER_SIGNS_AT_ONCE = env_bool(
    "MAJLIS_REGISTER_SIGNS_AT_ONCE", default=MAJLIS_DEMO or not DATABASE_URL
)
# An outside authority may stamp what was signed with the time; without one nothing is missing.
TIMESTAMP_URL = env_text("MAJLIS_TIMESTAMP_URL")
TIMESTAMP_CERTIFICATES = env_text("MAJLIS_TIMESTAMP_CERTIFICATES")
CHANNEL_LAYERS = {"default": layer_of(REDIS_URL, SECRET_KEY)}
CACHES = {"default": cache_of(REDIS_URL, STATE_DIR / "cache.sqlite3", name_in_redis(SECRET_KEY))}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Who signs in, and how: design/security.md, section 7. Nobody needs a password.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "council.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "council.accounts.forms.LoginCodeForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_ENABLED = False  # the clerk makes accounts
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code that arrived proves the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_HTTPS else "http"
# A hall shares one address: wide for addresses, strict for accounts (council.accounts.limits).
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "request_login_code": "300/m/ip",
    "reauthenticate": "10/m/user",
    "card": "300/m/ip",
}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "council.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # localhost, where browsers allow it too
MFA_TOTP_ISSUER = "Majlis"
USERSESSIONS_TRACK_ACTIVITY = False  # design/security.md, section 4.6: no trace per request

# Sessions: council.accounts.middleware ends the idle ones.
SESSION_ENGINE = "council.accounts.store"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if IS_HTTPS else "language"
THEME_COOKIE_NAME = "__Host-theme" if IS_HTTPS else "theme"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = THEME_COOKIE_AGE = 365 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "council.kernel.views.csrf_failed"

# Headers; those that Django does not know are in council.kernel.middleware.
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = ["^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
NO_REFERRER_PATHS = ("/polls/", "/card/", "/enter/", "/inbox/", "/me/")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        # Old Safari does not take 'self' to mean the socket too.
        "connect-src": [SELF, f"{'wss' if IS_HTTPS else 'ws'}://{PUBLIC_HOST}"],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"council": {"handlers": ["terminal"], "level": env_text("MAJLIS_LOG", "INFO")}},
}

SECURITY_CONTACT = env_text("MAJLIS_SECURITY_CONTACT") or f"{PUBLIC_URL}/accessibility/"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_text("MAJLIS_EMAIL_FROM", "majlis@localhost")
globals().update(mail_of(env_text("MAJLIS_EMAIL_URL"), STATE_DIR / "mail"))

LANGUAGE_CODE = "en"
LANGUAGES = [("ar", _("Arabic")), ("tr", _("Turkish")), ("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "council" / "locale"]
USE_TZ = True
TIME_ZONE = env_text("MAJLIS_TIME_ZONE", "Europe/Istanbul")

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "council" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # no others' files
STATIC_ROOT: Path | None = STATE_DIR / "static" / version_of(STATICFILES_DIRS)
STORAGES = {  # council.config.statics fills STATIC_ROOT
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "council.config.statics.Statics"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
