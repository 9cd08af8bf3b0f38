"""How people sign in: nobody makes an account for themselves, and single sign-on only recognises."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from coplan.people.services import ensure_email


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from an invitation, which makes the person itself; there is no sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        # A person's own address was vouched for when they were made, also where a loader left out this row
        if user.email and not EmailAddress.objects.filter(user=user).exists():
            ensure_email(person=user)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Links a provider's account to the person whose address the provider has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        asked_to_sign_in = sociallogin.state.get("process", AuthProcess.LOGIN) == AuthProcess.LOGIN
        if asked_to_sign_in and not sociallogin.is_existing:
            page = {"sentence": _why_refused(sociallogin), "provider": sociallogin.provider.name}
            raise ImmediateHttpResponse(
                render(request, "people/single_sign_on_refused.html", page, status=403)
            )


def _why_refused(sociallogin: SocialLogin) -> StrOrPromise:
    provider = sociallogin.provider.name
    if not any(address.verified for address in sociallogin.email_addresses):
        # The same whether or not the address has an account: nobody learns who is here
        return _(
            "%(provider)s did not confirm an e-mail address for you, so coplan cannot tell who you are. "
            "Sign in with a code sent to your e-mail address instead."
        ) % {"provider": provider}
    return _(
        "The address %(provider)s gave for you has no account here. Ask the coordinator of your partnership "
        "to invite you at that address; after you accept, this button signs you in."
    ) % {"provider": provider}
