"""Long work beside the pages: it goes on while the person looks how far it is, and stops when nobody waits any more."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Work(Generic[Result]):
    """A piece of work in a thread of its own. ``do`` is given the work itself, to tell it how far it is.

    Whoever works asks ``goes_on`` again and again, and gives up where it says no.
    """

    def __init__(self, do: "Callable[[Work[Result]], Result]") -> None:
        self.share = 0.0
        """How much of it is done, from 0 to 1."""
        self._stopped = False
        self._done = threading.Event()
        self._result: Result
        self._error: Exception | None = None
        threading.Thread(target=self._run, args=(do,), daemon=True).start()

    def tell(self, share: float) -> None:
        """Note how much is done."""
        self.share = share

    def goes_on(self) -> bool:
        """Tell whether anybody still waits for it."""
        return not self._stopped

    def stop(self) -> None:
        """Let nobody wait for it any more."""
        self._stopped = True

    def wait(self, seconds: float) -> bool:
        """Wait for the end of it, for so long at most; tell whether it came."""
        return self._done.wait(seconds)

    def result(self) -> Result:
        """Return what came of it, once it is done; or raise the error in which it ended."""
        if self._error is not None:
            raise self._error
        return self._result

    def _run(self, do: "Callable[[Work[Result]], Result]") -> None:
        try:
            self._result = do(self)
        except Exception as error:  # noqa: BLE001 - it is raised again where the result is asked for
            self._error = error
        self._done.set()
