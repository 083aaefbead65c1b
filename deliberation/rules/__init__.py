"""Pure rules of the procedure: life cycles, quorum, majorities, floor; no framework, no clock."""
