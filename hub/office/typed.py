"""Django's classes as the type checker knows them: at run time they take no parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    Table = admin.ModelAdmin[Any]
    Stacked = admin.StackedInline[Any, Any]
    Rows = admin.TabularInline[Any, Any]
    Form = forms.ModelForm[Any]
else:
    Table = admin.ModelAdmin
    Stacked = admin.StackedInline
    Rows = admin.TabularInline
    Form = forms.ModelForm
