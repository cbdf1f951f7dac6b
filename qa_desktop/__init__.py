"""QA Desktop (质检工作台): call-centre quality inspection by listening, offline."""

__version__ = "0.1.0"
