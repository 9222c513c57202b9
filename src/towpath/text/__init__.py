"""Points at passages that may show a sign, by rules that anyone can read; the person says whether they do."""

from towpath.text.reader import Form, Passage, Speaker, Strength, read

__all__ = ["Form", "Passage", "Speaker", "Strength", "read"]
