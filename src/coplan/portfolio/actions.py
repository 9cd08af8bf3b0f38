"""What people may see of many partnerships at once."""

from coplan.kit.access import action
from coplan.partnerships.roles import programme, signed_in

SEE_REFERENCE = action("portfolio.see_reference", "See the published partnerships", signed_in)
SEE_PORTFOLIO = action("portfolio.see", "See every partnership's name and stage", programme)
