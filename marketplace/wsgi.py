"""Where does another WSGI server find the application? `marketplace.wsgi:application`, made by importing this.

The metrics of all worker processes are gathered by `python -m marketplace serve` only.
"""

from __future__ import annotations

import os

from marketplace.app import create_app
from marketplace.settings import load_settings

application = create_app(load_settings(os.environ))
