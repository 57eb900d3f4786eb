"""Logging in: name, password, and the authenticator's six digits where somebody has one. Wrong tries are counted."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_otp import match_token

from hub import outside
from hub.acts import attempts, audit, second_step
from hub.public.asking import address_of

MOST = 5
MOST_AN_ADDRESS = 30
WINDOW = timedelta(minutes=15)
DIGITS = re.compile(r"[0-9]{6}", re.ASCII)
"""What an authenticator shows; anything else may be a recovery code."""


class LoginForm(AdminAuthenticationForm):
    """The form of the log-in page."""

    otp = forms.CharField(label=_("Kode fra din app"), required=False, max_length=20)

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
            self._check_code(name, now)
        except ValidationError:
            attempts.add("login", name, now)
            attempts.add("address", address, now)
            raise
        attempts.forget("login", name)
        audit.note(name, "logged_in", "", None, now)
        return cleaned or {}

    def _check_code(self, name: str, now: datetime) -> None:
        """Ask the authenticator, or take a recovery code. Raises ValidationError."""
        user: Any = self.get_user()
        device = None if user is None else second_step.device_of(user)
        if device is None:
            return
        code = str(self.cleaned_data.get("otp", "")).replace(" ", "")
        if not (match_token(user, code) if DIGITS.fullmatch(code) else second_step.use_code(user, code, now)):
            raise ValidationError(_("Navn, adgangskode eller kode passer ikke."), code="invalid_login", params={"username": name})
        user.otp_device = device
