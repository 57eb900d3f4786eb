"""Django's classes as the type checker knows them: at run time they take no parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    Table = admin.ModelAdmin[Any]
    Stacked = admin.StackedInline[Any, Any]
    Rows = admin.TabularInline[Any, Any]
    Accounts = UserAdmin[User]
    Form = forms.ModelForm[Any]
else:
    Table = admin.ModelAdmin
    Stacked = admin.StackedInline
    Rows = admin.TabularInline
    Accounts = UserAdmin
    Form = forms.ModelForm
