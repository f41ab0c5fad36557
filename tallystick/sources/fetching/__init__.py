"""Pages from the web, fetched politely: robots.txt, limits of size and time, retries, and no private addresses."""

from tallystick.sources.fetching.fetcher import Fetcher
from tallystick.sources.fetching.records import Fetched, FetchSettings, Unchanged, Validators, is_address

__all__ = ["FetchSettings", "Fetched", "Fetcher", "Unchanged", "Validators", "is_address"]
