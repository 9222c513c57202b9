"""Agreement of two orders: Kendall's S and tau-b (Kendall 1945, ties counted)."""

import math

import numpy as np

from towpath.analysis.arguments import Floats


def kendall_s(values: Floats) -> Floats:
    """Return later-is-higher minus later-is-lower pairs for each row; shape (..., n) to (...)."""
    n = values.shape[-1]
    earlier, later = np.triu_indices(n, 1)
    return np.asarray(np.sign(values[..., later] - values[..., earlier]).sum(-1))


def kendall_tau(x: Floats, y: Floats) -> float | None:
    """Return tau-b, from -1 (opposite orders) to 1 (the same); ``None`` where one of them has no order at all."""
    one, other = _orders(x), _orders(y)
    spread = math.sqrt(float((one != 0).sum()) * float((other != 0).sum()))
    return float((one * other).sum()) / spread if spread else None


def _orders(values: Floats) -> Floats:
    earlier, later = np.triu_indices(len(values), 1)
    return np.sign(values[later] - values[earlier])
