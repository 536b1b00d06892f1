"""Where lines end, and how close the signs in them stand, by the rules of Chinese type."""
