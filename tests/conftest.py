"""The two partnerships that the tests of every address share, made once for each module and undone after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests import world as worlds


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    # Thousands of refusals are meant here, and telling of each costs more than making it
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), worlds.undone():
        yield worlds.make_world()
    logging.getLogger("django.request").setLevel(logging.NOTSET)
