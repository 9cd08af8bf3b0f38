"""Forms of signing in: a code by e-mail first, a password for those who set one, a passkey."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class CodeForm(RequestLoginCodeForm):
    """Asks for the address a code goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class SignInForm(LoginForm):
    """The password form, which brings the code form the page shows above it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")

    @property
    def code_form(self) -> CodeForm:
        # Its own ids: both forms ask for the address on one page
        return CodeForm(auto_id="code_%s")


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, which signs in by itself unless the person says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].help_text = _("To tell it from others, for example “My phone”.")
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("It is enough by itself to sign in")
        alone.help_text = _(
            "Your device then asks for your finger, your face or its own code. "
            "Without this the passkey is a second step after a code or a password."
        )
