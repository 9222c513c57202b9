"""The simulation study: what Towpath says, and what the usual methods say, about diaries whose truth is known."""

import os

# Two processes work side by side: each keeps to one thread. This must be set before numpy is first imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
