"""Settings for tests: the real ones, with nothing that leaves the process or wastes time."""

import atexit
import os
import shutil
import tempfile

# One folder for each test process, before the real settings read the environment
_FOLDER = tempfile.mkdtemp(prefix="coplan-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
# Only DATABASE_URL is taken from outside
for _name in [name for name in os.environ if name.startswith(("COPLAN_", "EMAIL_", "OIDC_"))]:
    del os.environ[_name]
os.environ["COPLAN_DATA"] = _FOLDER
os.environ["COPLAN_SECRET_KEY"] = "only for tests, and long enough to be accepted"

from coplan.settings import *  # noqa: E402, F403

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
