"""Addresses of signing in and of account security: django-allauth's, without its old redirects."""

from allauth.urls import urlpatterns as every_account_address

# Django's own redirect view answers at the old ones, and it cannot say who may open it
urlpatterns = [entry for entry in every_account_address if not str(entry.pattern).startswith("social/")]
