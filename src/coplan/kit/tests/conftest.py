from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coplan.kit.tests.riverside import Riverside


@pytest.fixture
def own_files(tmp_path: Path, settings: Any) -> Path:
    """A store of files that no other test sees."""
    stores = settings.STORAGES
    options = {**stores["default"]["OPTIONS"], "location": tmp_path}
    settings.STORAGES = {**stores, "default": {**stores["default"], "OPTIONS": options}}
    return tmp_path


@pytest.fixture
def riverside(db: None, own_files: Path) -> Riverside:
    return Riverside()
