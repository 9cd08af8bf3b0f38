"""Guidance beside each tool: `page("need")`, the words in `glossary_terms()`, the criteria in `gates()`.

Each page is a Markdown file here, with front matter. Pure: no Django, and nothing is rendered here.
"""

from coplan.guidance.criteria import STAGES, Criterion, Gate, gate, gates
from coplan.guidance.glossary import Term, glossary_terms, term
from coplan.guidance.texts import Guidance, GuidanceError, page, pages

__all__ = [
    "STAGES",
    "Criterion",
    "Gate",
    "Guidance",
    "GuidanceError",
    "Term",
    "gate",
    "gates",
    "glossary_terms",
    "page",
    "pages",
    "term",
]
