"""A package, so that its one bot stops before the tests of another folder begin."""
