"""How much a file may cost before it goes without picture or facts; all the bounds there are."""

MIB = 1 << 20

ADDRESS_SPACE = 1024 * MIB
STL_ADDRESS_SPACE = 320 * MIB
"""Of which the libraries leave some 80 MiB untouched: a look at an STL fills less than 256 MiB."""
CPU_SECONDS = 30
SPOOL_BYTES = 1024 * MIB
"""How long a file the child may write: the triangles of a text, for the second reading."""
OPEN_FILES = 32
WALL_SECONDS = 30.0
ANSWER_BYTES = 2_000_000
FACTS_BYTES = 1 << 16
"""How much of the answer may be facts."""
CHILDREN = 2
"""How many may run at the same time."""

TRIANGLES_PER_CHUNK = 1 << 15
REACH = 1e6
"""How far from the origin a corner may be, in the file's unit; further is taken for damage."""
COUNTED_TRIANGLES = 2_000_000
"""Up to here open edges are counted; above it is only said that there are some."""
BLOCK = 4 * MIB
"""How much of a text is read at a time."""
LONGEST_LINE = 16 * MIB
LONGEST_FACET = 1 * MIB
"""How long the text of a single triangle may be; programs need some 300 bytes."""
INDEXED_CORNERS = 6_000_000
INDEXED_TRIANGLES = 6_000_000
"""Formats that name corners by number are held in memory: STL is not."""
POLYGON_CORNERS = 1000

ZIP_ENTRIES = 5000
ZIP_DIRECTORY_BYTES = 4 * MIB
INFLATED_BYTES = 512 * MIB
RELATIONS_BYTES = 1 * MIB
XML_DEPTH = 64
OBJECTS = 20_000
"""Objects, components and items of a 3MF together."""
INSTANCES = 5000
COMPONENT_DEPTH = 32
CONTENTS = 50
"""How many names of a zip's contents are told."""
NAME_LENGTH = 120

STEP_BYTES = 32 * MIB
"""Where the search for the unit ends."""

SPECK = 1e-6
"""What is not larger than this, in the file's unit, is not drawn."""
WIDTH, HEIGHT = 640, 480
FINER = 2
"""The picture is drawn so many times larger, then averaged."""
PICTURE_SECONDS = 6.0
"""Of the processor's time; the child's wall time ends it as well."""
FRAGMENTS = 250_000_000
"""How often a pixel may be painted before the picture is given up."""
