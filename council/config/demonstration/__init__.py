"""The demo council: its files, brought to life by the same services that a council uses."""
