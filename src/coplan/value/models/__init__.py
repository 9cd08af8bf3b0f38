"""Social value: what goes in, what changes for whom, what would have happened anyway, what it is worth.

Rates are shares of 1 as in the method: a deadweight of 0.1 is 10%.
"""

from coplan.value.models.account import How, Part, Reply, Say, Statement
from coplan.value.models.assurance import AssurancePack
from coplan.value.models.maps import Discounting, Kind, Scenario, ValueInput, ValueMap
from coplan.value.models.outcomes import NUMBERS, Ground, QuantityReading, Shape, ValueOutcome
from coplan.value.models.proxies import Proxy

__all__ = [
    "NUMBERS",
    "AssurancePack",
    "Discounting",
    "Ground",
    "How",
    "Kind",
    "Part",
    "Proxy",
    "QuantityReading",
    "Reply",
    "Say",
    "Scenario",
    "Shape",
    "Statement",
    "ValueInput",
    "ValueMap",
    "ValueOutcome",
]
