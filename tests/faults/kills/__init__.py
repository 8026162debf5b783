"""Does a kill at any moment lose, double or age a creator? Real processes, a live feed whose truth the test knows."""
