"""Decisions as readers may see them, and the log behind them; import the module you need."""
