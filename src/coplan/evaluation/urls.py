from django.urls import path, reverse

from coplan.evaluation import views
from coplan.evaluation.models import Assessment, Ground, Reply, Report, Scorer
from coplan.evaluation.registers import Candidates, Choices, Criteria, Findings, Questions, Sources
from coplan.kit.models import show_at

app_name = "evaluation"

show_at(Report, lambda slug, number: reverse("evaluation:report", args=[slug, number]))
# None of these has a page of its own
show_at(Reply, lambda slug, number: reverse("evaluation:reports", args=[slug]))
show_at(Ground, lambda slug, number: reverse("evaluation:findings", args=[slug]))
for part in (Scorer, Assessment):
    show_at(part, lambda slug, number: reverse("evaluation:evaluators", args=[slug]))

urlpatterns = [
    path("evaluation/reports/", views.report_list, name="reports"),
    path("evaluation/reports/freeze/", views.freeze, name="report-freeze"),
    path("evaluation/reports/<int:number>/", views.report, name="report"),
    path("evaluation/reports/<int:number>/file/", views.report_file, name="report-file"),
    path("evaluation/reports/<int:number>/reply/", views.reply, name="report-reply"),
    *Questions.urls(),
    *Sources.urls(),
    *Choices.urls(),
    path("evaluators/<int:number>/scorers/", views.scorers, name="evaluators-scorers"),
    path("evaluators/<int:number>/open/", views.open_scoring, name="evaluators-open"),
    path("evaluators/<int:number>/declare/", views.declare, name="evaluators-declare"),
    path("evaluators/<int:number>/score/", views.score, name="evaluators-score"),
    path("evaluators/<int:number>/decide/", views.decide, name="evaluators-decide"),
    *Criteria.urls(),
    *Candidates.urls(),
    *Findings.urls(),
    path("findings/<int:number>/answer/", views.answer, name="answer"),
    path("findings/<int:number>/answer/done/", views.answer_done, name="answer-done"),
]
