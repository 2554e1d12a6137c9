"""A local 3YOURMIND: the vendor's API over a world in memory, with switches for what goes wrong."""
