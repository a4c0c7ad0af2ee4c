# ruff: noqa: INP001 - a module of the script build.py, no package
"""Ways to make a panel on the Grafana Foundation SDK: each has a description, a unit and `${datasource}`."""

from typing import TypeVar

from grafana_foundation_sdk.builders import bargauge, common, geomap, heatmap, prometheus, stat, table, timeseries
from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models.common import (
    BigValueGraphMode,
    DataSourceRef,
    FrameGeometrySourceMode,
    GraphThresholdsStyleMode,
    HeatmapCellLayout,
    LegendDisplayMode,
    LegendPlacement,
    StackingMode,
    TooltipDisplayMode,
    VizOrientation,
)
from grafana_foundation_sdk.models.geomap import TooltipMode
from grafana_foundation_sdk.models.heatmap import HeatmapColorMode, HeatmapColorScale
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")
WORKERS = 'job=~"$job", instance=~"$instance"'

BLANK_TILE = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg=="
)
"""A base map that fetches nothing: the default one loads tiles from the internet into the viewer's browser."""


def query(expr: str, legend: str = "__auto") -> prometheus.Dataquery:
    """Return a query over the shown range; `WORKERS` in it stands for the filters by job and instance."""
    filled = expr.replace("WORKERS", WORKERS)
    return prometheus.Dataquery().expr(filled).legend_format(legend).range().datasource(SOURCE).ref_id("A")


def instant(expr: str, legend: str = "__auto") -> prometheus.Dataquery:
    """Return a query of one value a series, at the end of the shown range."""
    return query(expr, legend).instant()


def rows(expr: str) -> prometheus.Dataquery:
    """Return a query of one table row a series."""
    return instant(expr).format(PromQueryFormat.TABLE)


def levels(*steps: tuple[float | None, str]) -> builders.ThresholdsConfig:
    """Return thresholds: the first step has no value and is the colour below the others."""
    return (
        builders.ThresholdsConfig()
        .mode(models.ThresholdsMode.ABSOLUTE)
        .steps([models.Threshold(value=value, color=color) for value, color in steps])
    )


P = TypeVar("P", stat.Panel, timeseries.Panel, bargauge.Panel, table.Panel, heatmap.Panel, geomap.Panel)


def framed(panel: P, title: str, description: str, unit: str, size: tuple[int, int]) -> P:
    """Return a panel with what every panel has; size is width and height in grid units."""
    width, height = size
    return panel.title(title).description(description).unit(unit).span(width).height(height).datasource(SOURCE)


def number(title: str, description: str, unit: str, target: prometheus.Dataquery) -> stat.Panel:
    """Return a single number."""
    panel = framed(stat.Panel(), title, description, unit, (4, 4)).with_target(target)
    return panel.graph_mode(BigValueGraphMode.NONE).reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))


def lines(title: str, description: str, unit: str, *targets: prometheus.Dataquery) -> timeseries.Panel:
    """Return lines over time."""
    panel = framed(timeseries.Panel(), title, description, unit, (12, 8))
    for name, target in zip("ABCD", targets, strict=False):
        panel = panel.with_target(target.ref_id(name))
    legend = common.VizLegendOptions().display_mode(LegendDisplayMode.TABLE).placement(LegendPlacement.RIGHT)
    tooltip = common.VizTooltipOptions().mode(TooltipDisplayMode.MULTI)
    legend = legend.show_legend(show_legend=True).calcs(["lastNotNull", "max"])
    return panel.fill_opacity(8).legend(legend).tooltip(tooltip)


def limited(panel: timeseries.Panel, limits: builders.ThresholdsConfig) -> timeseries.Panel:
    """Return lines with thresholds drawn as lines."""
    style = common.GraphThresholdsStyleConfig().mode(GraphThresholdsStyleMode.DASHED)
    return panel.thresholds(limits).thresholds_style(style)


def stacked(panel: timeseries.Panel) -> timeseries.Panel:
    """Return lines on top of one another: their height is the sum."""
    return panel.stacking(common.StackingConfig().mode(StackingMode.NORMAL)).fill_opacity(40)


def bars(title: str, description: str, target: prometheus.Dataquery) -> bargauge.Panel:
    """Return a bar a series, the longest on top if the query sorts them."""
    panel = framed(bargauge.Panel(), title, description, "short", (8, 10)).with_target(target)
    calcs = common.ReduceDataOptions().calcs(["lastNotNull"])
    return panel.orientation(VizOrientation.HORIZONTAL).reduce_options(calcs).min(0).decimals(0)


def listing(title: str, description: str, unit: str, target: prometheus.Dataquery) -> table.Panel:
    """Return a table of labels and their value, the highest value on top."""
    hide_time = models.DataTransformerConfig(id_val="organize", options={"excludeByName": {"Time": True}})
    panel = framed(table.Panel(), title, description, unit, (8, 8)).with_target(target)
    by_value = common.TableSortByFieldState().display_name("Value").desc(desc=True)
    return panel.with_transformation(hide_time).sort_by([by_value])


def heat(title: str, description: str, target: prometheus.Dataquery) -> heatmap.Panel:
    """Return a heatmap of a histogram's buckets, with exemplars."""
    color = heatmap.HeatmapColorOptions().mode(HeatmapColorMode.SCHEME).scheme("Oranges")
    color = color.scale(HeatmapColorScale.EXPONENTIAL).exponent(0.5)
    panel = framed(heatmap.Panel(), title, description, "s", (12, 8))
    panel = panel.with_target(target.format(PromQueryFormat.HEATMAP).exemplar(exemplar=True))
    rows_frame = heatmap.RowsHeatmapOptions().layout(HeatmapCellLayout.AUTO)
    return panel.color(color).y_axis(heatmap.YAxisConfig().unit("s")).rows_frame(rows_frame)


def _markers() -> common.MapLayerOptions:
    lookup = common.FrameGeometrySource().mode(FrameGeometrySourceMode.LOOKUP)
    style = {
        "size": {"field": "Value", "fixed": 6, "min": 6, "max": 28},
        "color": {"field": "Value", "fixed": "dark-red"},
        "opacity": 0.7,
        "symbol": {"mode": "fixed", "fixed": "img/icons/marker/circle.svg"},
    }
    layer = common.MapLayerOptions().type("markers").name("Events").config({"showLegend": True, "style": style})
    return layer.location(lookup.lookup("country").gazetteer("public/gazetteer/countries.json")).tooltip(tooltip=True)


def world(title: str, description: str, target: prometheus.Dataquery) -> geomap.Panel:
    """Return a map of a table with ISO codes in `country`; draws the outlines that Grafana ships, loads no tiles."""
    base = common.MapLayerOptions().type("xyz").name("None").config({"url": BLANK_TILE, "attribution": ""})
    outlines = {
        "src": "public/maps/countries.geojson",
        "rules": [],
        "style": {"color": {"fixed": "#808080"}, "opacity": 0.2, "lineWidth": 1},
    }
    countries = common.MapLayerOptions().type("geojson").name("Countries").config(outlines).tooltip(tooltip=False)
    panel = framed(geomap.Panel(), title, description, "short", (16, 10)).with_target(target)
    view = geomap.MapViewConfig().id("zero").zoom(1).all_layers(all_layers=True)
    controls = geomap.ControlsOptions().show_zoom(show_zoom=True).mouse_wheel_zoom(mouse_wheel_zoom=False)
    color = builders.FieldColor().mode(models.FieldColorModeId.CONTINUOUS_YL_RD)
    told = geomap.TooltipOptions().mode(TooltipMode.DETAILS)
    panel = panel.basemap(base).layers([countries, _markers()]).view(view).controls(controls)
    return panel.tooltip(told).color_scheme(color)
