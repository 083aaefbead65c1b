"""Addresses of accounts: ours, and those of django-allauth that we use."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
