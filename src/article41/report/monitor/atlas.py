"""Every chart of the report under one roof; as a module it is what `pages.pieces` takes to draw with."""

from article41.report.monitor.charts.caps import caps
from article41.report.monitor.charts.dumbbell import dumbbell
from article41.report.monitor.charts.filings import filings
from article41.report.monitor.charts.heatmap import heatmap
from article41.report.monitor.charts.interrupted import interrupted
from article41.report.monitor.charts.status_matrix import status_matrix
from article41.report.monitor.charts.timeline import timeline
from article41.report.monitor.map.world import world_map

__all__ = ["caps", "dumbbell", "filings", "heatmap", "interrupted", "status_matrix", "timeline", "world_map"]
