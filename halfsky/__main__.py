"""`python -m halfsky`."""

import sys

from halfsky.commands import main

sys.exit(main())
