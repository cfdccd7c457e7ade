"""Print what the installed botocore has and this library lacks: `make drift`.

A file is run, but the comparison is a package: this makes one of the other.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    runpy.run_module("parity.report", run_name="__main__", alter_sys=True)
