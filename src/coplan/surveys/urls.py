from django.urls import path, reverse

from coplan.kit.models import show_at
from coplan.surveys import builder_views as build
from coplan.surveys import result_views as results
from coplan.surveys import wave_views as rounds
from coplan.surveys.models import Feed, Question, Wave
from coplan.surveys.registers import Surveys

app_name = "surveys"

show_at(Question, lambda slug, number: reverse("surveys:question", args=[slug, number]))
show_at(Wave, lambda slug, number: reverse("surveys:round", args=[slug, number]))
show_at(Feed, lambda slug, number: reverse("surveys:fed", args=[slug, number]))

urlpatterns = [
    *Surveys.urls(),
    path("surveys/<int:number>/measures/", build.add_measure, name="measure-add"),
    path("surveys/<int:number>/questions/add/", build.add_question, name="question-add"),
    path("surveys/<int:number>/version/", build.new_version, name="version"),
    path("surveys/<int:number>/rounds/add/", build.add_wave, name="wave-add"),
    path("surveys/<int:number>/results/", results.show, name="results"),
    path("surveys/<int:number>/answers.<str:form>", results.export, name="answers-export"),
    path("surveys/<int:number>/reading/", results.feed, name="feed"),
    path("surveys/questions/<int:number>/", build.see_question, name="question"),
    path("surveys/questions/<int:number>/edit/", build.edit_question, name="question-edit"),
    path("surveys/questions/<int:number>/remove/", build.remove_question, name="question-remove"),
    path("surveys/questions/<int:number>/move/", build.move_question, name="question-move"),
    path("surveys/rounds/<int:number>/", rounds.round_page, name="round"),
    path("surveys/rounds/<int:number>/edit/", build.edit_wave, name="wave-edit"),
    path("surveys/rounds/<int:number>/remove/", build.remove_wave, name="wave-remove"),
    path("surveys/rounds/<int:number>/poster/", rounds.poster, name="poster"),
    path("surveys/rounds/<int:number>/paper/", rounds.paper, name="paper"),
    path("surveys/rounds/<int:number>/type/", rounds.type_in, name="type"),
    path("surveys/rounds/<int:number>/answers/", results.answers, name="answers"),
    path("surveys/readings/<int:number>/", results.fed, name="fed"),
]
