"""Charts drawn on the server as SVG, each with the same data as a table.

One module a kind; a function takes a frozen dataclass and returns a `Chart`. Pages show it with
`{% load kit_charts %}{% chart c %}`; documents use `as_data_uri`, `alt_text` and `as_png`.
"""

from .chart import Chart, Column, Link, Table
from .figures import COUNT, PERCENT, POUNDS, POUNDS_AND_PENCE, Unit
from .grid import Grid, Stakeholder, grid
from .heat_map import Band, HeatCell, HeatMap, heat_map
from .ladder import Ladder, Rung
from .logic_model import Box, LogicModel, State, logic_model
from .pictures import alt_text, as_data_uri, as_png
from .progress import Progress, Reading, Target, progress, sparkline
from .ratio_range import RatioRange, ratio_range
from .stacked_bars import Series, StackedBars, stacked_bars
from .stage_line import Gate, GateState, Stage, StageLine, StageState, stage_line
from .tornado import Swing, Tornado, tornado
from .waterfall import Step, Waterfall, waterfall

__all__ = [
    "COUNT",
    "PERCENT",
    "POUNDS",
    "POUNDS_AND_PENCE",
    "Band",
    "Box",
    "Chart",
    "Column",
    "Gate",
    "GateState",
    "Grid",
    "HeatCell",
    "HeatMap",
    "Ladder",
    "Link",
    "LogicModel",
    "Progress",
    "RatioRange",
    "Reading",
    "Rung",
    "Series",
    "StackedBars",
    "Stage",
    "StageLine",
    "StageState",
    "Stakeholder",
    "State",
    "Step",
    "Swing",
    "Table",
    "Target",
    "Tornado",
    "Unit",
    "Waterfall",
    "alt_text",
    "as_data_uri",
    "as_png",
    "grid",
    "heat_map",
    "logic_model",
    "progress",
    "ratio_range",
    "sparkline",
    "stacked_bars",
    "stage_line",
    "tornado",
    "waterfall",
]  # fmt: skip
