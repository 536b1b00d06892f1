"""Official documents from YAML and Jinja, as PDF and native Word."""

__version__ = "0.1.0"
