"""The pages: what a ledger holds, to be looked at, checked and decided on in a browser.

Everything is rendered here and works without script; script only adds keys to the review.
"""

from tallystick.web.app import Settings, create_app
from tallystick.web.library import Library

__all__ = ["Library", "Settings", "create_app"]
