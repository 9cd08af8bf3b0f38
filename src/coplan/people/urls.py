"""Addresses of organisations and of one's own account."""

from django.urls import path

from coplan.people import organisations, own_data, profile

app_name = "people"

urlpatterns = [
    path("", own_data.people, name="people"),
    path("<int:key>/remove/", own_data.remove, name="remove"),
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/add/", organisations.add, name="organisation-add"),
    path("organisations/<int:key>/", organisations.detail, name="organisation"),
    path("organisations/<int:key>/edit/", organisations.edit, name="organisation-edit"),
    path("me/", profile.profile, name="profile"),
    path("me/name/", profile.rename, name="rename"),
    path("me/data/", own_data.your_data, name="your-data"),
    path("me/data/download/", own_data.download, name="download"),
    path("me/remove/", own_data.remove_self, name="remove-self"),
    path("removed/", own_data.removed, name="removed"),
]
