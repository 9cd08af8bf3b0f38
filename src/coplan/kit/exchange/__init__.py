"""Lists out to CSV and XLSX, and back in after a look at what would change."""

from coplan.kit.exchange.pages import import_page
from coplan.kit.exchange.writing import FORMS, export

__all__ = ["FORMS", "export", "import_page"]
