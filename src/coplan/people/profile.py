"""One's own account: name, address, ways to sign in, and what one takes part in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coplan.kit.access import requires
from coplan.kit.shell import say
from coplan.people import services
from coplan.people.actions import SEE_OWN_ACCOUNT
from coplan.people.forms import NameForm
from coplan.people.holdings import HOLDINGS
from coplan.people.models import Person


@requires(SEE_OWN_ACCOUNT)
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    context = {
        "affiliations": person.affiliations.on(timezone.localdate()).select_related("organisation"),
        "parts": list(HOLDINGS["parts"].rows(person)) if "parts" in HOLDINGS else [],
        "security": _security(person),
    }
    return render(request, "people/profile.html", context)


def _security(person: Person) -> dict[str, int | bool]:
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return {
        "password": person.has_usable_password(),
        "app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "codes": Authenticator.Type.RECOVERY_CODES in kinds,
    }


@requires(SEE_OWN_ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest) -> HttpResponse:
    person = Person.objects.get(pk=request.user.pk)
    form = NameForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        services.rename_person(person=person, name=form.cleaned_data["name"], by=person)
        say(request, _("Your name was changed."))
        return redirect("people:profile")
    return render(request, "people/rename.html", {"form": form}, status=422 if form.errors else 200)
