from django.http import HttpRequest, HttpResponse
from django.urls import path

from coplan.documents import outline_business_case  # noqa: F401
from coplan.documents.actions import SEE_DOCUMENTS
from coplan.kit.access import requires

app_name = "documents"


@requires(SEE_DOCUMENTS)
def documents(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns: list = [path("documents/", documents, name="documents")]
