"""`{% group_words finding line %}`: what a group's answers come to."""

from django import template

from coplan.surveys.result_views import group_in_words
from coplan.surveys.results import Finding, GroupLine

register = template.Library()


@register.simple_tag
def group_words(finding: Finding, line: GroupLine) -> str:
    return group_in_words(finding, line)
