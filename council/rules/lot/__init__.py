"""Filling seats by lot: fair to every volunteer, within targets, drawn in public."""
