"""The sign-in form: a code by e-mail first, a password for those who set one."""

from __future__ import annotations

from allauth.account.forms import LoginForm, RequestLoginCodeForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """The password form, which brings the code form the page shows above it."""

    @property
    def code_form(self) -> RequestLoginCodeForm:
        # Its own ids: both forms ask for the address on one page
        return RequestLoginCodeForm(auto_id="code_%s")
