"""The encrypted notebook: one file, opened with a passphrase, that holds a person's records."""

from towpath.vault.erase import erase
from towpath.vault.notebook import Damaged, Listed, Notebook, Stored
from towpath.vault.restore import Restored

__all__ = ["Damaged", "Listed", "Notebook", "Restored", "Stored", "erase"]
