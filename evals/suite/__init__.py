"""The suite: everything measured of an assistant in one run, held against gates."""
