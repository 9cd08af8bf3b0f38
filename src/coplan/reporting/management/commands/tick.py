"""`coplan manage tick`: what is done once a day."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from coplan.kit import attachments
from coplan.kit.exchange import kept
from coplan.partnerships import invitations
from coplan.returns import services as returns
from coplan.surveys import services as surveys


class Command(BaseCommand):
    help = (
        "Tidy up: addresses of lapsed invitations, uploads nobody confirmed, files taken off long ago, old sessions. "
        "Remind people of the figures they report. Run it once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        wiped = invitations.forget_lapsed(today=timezone.localdate())
        deleted = kept.sweep()
        purged = attachments.purge()
        surveys.wipe_lapsed(today=timezone.localdate())
        call_command("clearsessions")
        # Last: a mail server that does not answer keeps nothing above from being done
        sent = returns.remind(today=timezone.localdate())
        if options["verbosity"] > 1:
            self.stdout.write(
                f"Invitations wiped: {wiped}. Uploads deleted: {deleted}. Files deleted: {purged}. "
                f"Reminders sent: {sent}."
            )
