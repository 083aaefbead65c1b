"""Pages of decisions and of the log behind them, by subject."""
