"""A small network that says, by the words alone, what the numbers of a text are to each other."""

import os

# So small a network is computed fastest by one thread, and a server has others to serve.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
