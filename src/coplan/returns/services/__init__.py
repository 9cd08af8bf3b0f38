"""Duties, rounds, returns, their approval, links without a password and reminders."""

from coplan.returns.services.approving import approve, close_without, reopen, send_back
from coplan.returns.services.duties import set_duties
from coplan.returns.services.links import find, make_link, send_link, stop_link
from coplan.returns.services.reminders import be_quiet, be_reminded, remind
from coplan.returns.services.rounds import change_round, lock_round, open_round, remove_round, unlock_round
from coplan.returns.services.sending import save_answers, send

__all__ = [
    "approve",
    "be_quiet",
    "be_reminded",
    "change_round",
    "close_without",
    "find",
    "lock_round",
    "make_link",
    "open_round",
    "remind",
    "remove_round",
    "reopen",
    "save_answers",
    "send",
    "send_back",
    "send_link",
    "set_duties",
    "stop_link",
    "unlock_round",
]
