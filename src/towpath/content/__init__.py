"""Content packs: the words and facts a person reads, as data."""

from towpath.content.pack import BrokenPack, Pack, load
from towpath.content.shapes import AnalysisWords

__all__ = ["AnalysisWords", "BrokenPack", "Pack", "load"]
