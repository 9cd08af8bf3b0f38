"""A flood of sign-ins does not push out the counts that stop it."""

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command

from coplan import settings as ours


@pytest.fixture
def counts(db, settings):
    """The cache of the site itself; tests otherwise use one in memory."""
    settings.CACHES = ours.CACHES
    call_command("createcachetable", verbosity=0)
    known = ours.CACHES["default"]
    return DatabaseCache(known["LOCATION"], dict(known))


def test_many_counts_are_kept_side_by_side(counts):
    for one in range(400):
        counts.set(f"count-{one:03d}", one, 300)
    assert [counts.get(f"count-{one:03d}") for one in range(400)] == list(range(400))
