"""The monitor's charts, one a file: Vega-Lite, drawn without a browser or a network."""
