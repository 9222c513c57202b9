"""The encrypted notebook: one file, opened with a passphrase, that holds a person's records."""

from towpath.vault.log import LogFault
from towpath.vault.notebook import Checked, LogHead, Notebook
from towpath.vault.openings import Opening
from towpath.vault.reading import Damaged, Listed, Stored
from towpath.vault.recovery import Recovery

__all__ = [
    "Checked",
    "Damaged",
    "Listed",
    "LogFault",
    "LogHead",
    "Notebook",
    "Opening",
    "Recovery",
    "Stored",
]
