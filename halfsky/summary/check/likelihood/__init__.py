"""Every relation the numbers may have, and how likely it is that one of them is wrong."""

import os

# Arrays as small as those of network and trees are computed fastest by one thread, and a server
# has others to serve. Numpy asks for this once, when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
