"""Django settings, all from the environment (`env.SETTINGS`); secure unless serving localhost."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from coplan import env

django_stubs_ext.monkeypatch()

SOURCE = Path(__file__).resolve().parent
DATA = env.data_folder()
ADDRESS = env.address()
LOCAL = ADDRESS.is_local

SECRET_KEY = env.secret_key(DATA)
DEBUG = env.yes_or_no("COPLAN_DEBUG")
if DEBUG and not LOCAL:
    raise env.SettingError("COPLAN_DEBUG is yes but COPLAN_URL is not localhost. Set COPLAN_DEBUG to no.")
DEMO = env.yes_or_no("COPLAN_DEMO")
if DEMO and not LOCAL:
    raise env.SettingError(
        "COPLAN_DEMO is yes but COPLAN_URL is not localhost: its password is public. Set it to no."
    )
ALLOWED_HOSTS = [ADDRESS.host, *filter(None, (h.strip() for h in env.text("COPLAN_HOSTS").split(",")))]
if LOCAL:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ADDRESS.origin]

INSTALLED_APPS = [
    "coplan.kit",
    "coplan.people",
    "coplan.partnerships",
    "coplan.raid",
    "coplan.need",
    "coplan.stakeholders",
    "coplan.outcomes",
    "coplan.value",
    "coplan.returns",
    "coplan.benefits",
    "coplan.surveys",
    "coplan.evidence",
    "coplan.evaluation",
    "coplan.local_economy",
    "coplan.governance",
    "coplan.planning",
    "coplan.pilots",
    "coplan.money",
    "coplan.sustainability",
    "coplan.documents",
    "coplan.health",
    "coplan.portfolio",
    "coplan.reporting",
    "coplan.public",
    "coplan.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "rules",
    "simple_history",
]
SITE_ID = 1
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "coplan.partnerships.middleware.StandingMiddleware",
    "coplan.kit.access.DeclaredViewsMiddleware",
]

ROOT_URLCONF = "coplan.urls"
WSGI_APPLICATION = "coplan.wsgi.application"
FORM_RENDERER = "coplan.kit.forms.KitRenderer"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "coplan.kit.shell.context",
                *(["coplan.demo.context.personas"] if DEMO else []),
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    url = env.text("DATABASE_URL")
    if url:
        try:
            return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
        except Exception as error:
            raise env.SettingError(
                "DATABASE_URL cannot be read. Write it like postgres://user:password@host:5432/name."
            ) from error
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "coplan.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            # Writers queue instead of failing half way: 8 writers, none locked out
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in rate limits and replay protection live here, so every process must share it. With Django's 300
# entries a flood of sign-ins would push out the counts that stop it
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "people.Person"
# The e-mail address is unique whatever its case, by a constraint that this check does not know
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    *(["coplan.demo.sign_in.ExampleBackend"] if DEMO else []),
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
# With one language, looking every phrase up for nothing would cost a tenth of each page
USE_I18N = len(LANGUAGES) > 1
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = ["coplan.kit.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
# On localhost files are served from where they lie, so nothing has to be collected first
WHITENOISE_USE_FINDERS = LOCAL
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files", "base_url": None, "file_permissions_mode": 0o640},
    },
    "staticfiles": {"BACKEND": "coplan.kit.assets.StaticStorage"},
}
ATTACHMENT_BYTES = env.whole_number("COPLAN_ATTACHMENT_MB", low=1, high=500) * 1024 * 1024
# A form of 200 outcomes has about 3,000 fields: the value map is one form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000


def _mail() -> dict[str, Any]:
    url = urlsplit(env.text("EMAIL_URL"))
    if not url.scheme:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(DATA / "mail"),
        }
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise env.SettingError(
            "EMAIL_URL cannot be read. Write it like smtp://user:password@mail.example.org:587."
        )
    return {
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or (465 if url.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp" and url.hostname not in env.LOCAL_HOSTS,
        "EMAIL_USE_SSL": url.scheme == "smtps",
    }


globals().update(_mail())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM")

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_PROXY_SSL_HEADER = None if LOCAL else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Outside localhost one proxy stands in front and says who calls; without this all callers share one rate limit
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if LOCAL else 1
ACCOUNT_ADAPTER = "coplan.people.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "coplan.people.accounts.SingleSignOnAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Sign-up is closed; without a password here the sign-in form would have none either
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "coplan.people.sign_in.SignInForm",
    "request_login_code": "coplan.people.sign_in.CodeForm",
}
ACCOUNT_USER_DISPLAY = str
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "coplan"
MFA_FORMS = {"add_webauthn": "coplan.people.sign_in.PasskeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
SOCIALACCOUNT_ONLY = False
# The provider is the one whoever runs coplan chose; only addresses it has verified count
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A link, not a form: form-action in the security policy would stop the redirect to the provider
SOCIALACCOUNT_LOGIN_ON_GET = True


def _single_sign_on() -> dict[str, Any]:
    if not env.text("OIDC_NAME"):
        return {}
    for name in ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        if not env.text(name):
            raise env.SettingError(f"OIDC_NAME is set but {name} is not. Set it too, or leave OIDC_NAME out.")
    app = {
        "provider_id": "sso",
        "name": env.text("OIDC_NAME"),
        "client_id": env.text("OIDC_CLIENT_ID"),
        "secret": env.text("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": env.text("OIDC_SERVER_URL")},
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = _single_sign_on()

# Third-party views that carry no declaration of their own, by module, with the reason in docs/permissions.md
ACCESS_LISTED_MODULES = {"allauth": "Sign-in and account security, enforced by django-allauth"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
