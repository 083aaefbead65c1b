"""Elections by stage: prepare, stand, vote, enter papers, count, take up; import the module."""
