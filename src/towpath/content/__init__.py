"""Content packs: the words and facts a person reads, as data."""

from towpath.content.pack import BrokenPack, Pack, load

__all__ = ["BrokenPack", "Pack", "load"]
