"""Logging in: name, password, and the authenticator's six digits where somebody has one. Wrong tries are counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_otp import match_token, user_has_device

from hub import outside
from hub.acts import attempts, audit
from hub.public.asking import address_of

MOST = 5
MOST_AN_ADDRESS = 30
WINDOW = timedelta(minutes=15)


class LoginForm(AdminAuthenticationForm):
    """The form of the log-in page."""

    otp = forms.CharField(label=_("Kode fra din app"), required=False, max_length=8)

    def clean(self) -> dict[str, Any]:
        """Check it all; say the same of a wrong name, a wrong password and a wrong code."""
        name = str(self.cleaned_data.get("username", ""))[:150].lower()
        address = "" if self.request is None else address_of(self.request)
        now = outside.now()
        locked = attempts.too_many("login", name, most=MOST, within=WINDOW, now=now)
        if locked or attempts.too_many("address", address, most=MOST_AN_ADDRESS, within=WINDOW, now=now):
            raise ValidationError(_("For mange forkerte forsøg. Vent et kvarter, og prøv igen."), code="locked")
        try:
            cleaned = super().clean()
            self._check_code(name)
        except ValidationError:
            attempts.add("login", name, now)
            attempts.add("address", address, now)
            raise
        attempts.forget("login", name)
        audit.note(name, "logged_in", "", None, now)
        return cleaned or {}

    def _check_code(self, name: str) -> None:
        """Ask the authenticator. Raises ValidationError."""
        user: Any = self.get_user()
        if user is None or not user_has_device(user):
            return
        device = match_token(user, self.cleaned_data.get("otp", ""))
        if device is None:
            raise ValidationError(_("Navn, adgangskode eller kode passer ikke."), code="invalid_login", params={"username": name})
        user.otp_device = device
