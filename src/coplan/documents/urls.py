from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from coplan.documents import issued_views, views
from coplan.documents.models import Issued, Passage, SignOff
from coplan.documents.registry import DOCUMENTS
from coplan.kit.models import show_at
from coplan.kit.shell import Section, Tool, register_tool

app_name = "documents"

show_at(Issued, lambda slug, number: reverse("documents:issued", args=[slug, number]))
# These stand on the pages of the documents they belong to
show_at(SignOff, lambda slug, number: reverse("documents:documents", args=[slug]))
show_at(Passage, lambda slug, number: reverse("documents:documents", args=[slug]))

for _document in DOCUMENTS.values():
    register_tool(
        Tool(
            _document.section,
            _document.title,
            f"documents:{_document.code}",
            "documents.see",
            _document.order,
        )
    )
register_tool(Tool(Section.RUN, _("Documents"), "documents:documents", "documents.see", 70))

urlpatterns = [
    path("documents/", views.documents, name="documents"),
    *(path(f"documents/{one.code}/", views.preview_page(one), name=one.code) for one in DOCUMENTS.values()),
    *(
        path(f"documents/{one.code}/issue/", views.issue_page(one), name=f"{one.code}-issue")
        for one in DOCUMENTS.values()
    ),
    path("documents/<str:document>/write/<str:part>/", views.write, name="write"),
    path("documents/issued/<int:number>/", issued_views.detail, name="issued"),
    path("documents/issued/<int:number>/sign/", issued_views.sign, name="sign"),
    path("documents/issued/<int:number>/file.<str:form>", issued_views.file, name="file"),
]
