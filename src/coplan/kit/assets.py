"""Style sheets, scripts and fonts: hashed and compressed in production, plain on localhost."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names files by their content, so browsers keep them for ever and updates still arrive.

    On localhost the files are served from where they lie and nothing has to be collected first.
    """

    # Our modules import each other by path, so those paths must carry the hash too. Only ours: the
    # pattern is a regular expression and mistakes words in other packages' comments for imports
    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "kit/js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def url(self, name: str | None, force: bool = False) -> str:
        if settings.LOCAL and not force:
            return str(StaticFilesStorage.url(self, name))
        return str(super().url(name, force))
