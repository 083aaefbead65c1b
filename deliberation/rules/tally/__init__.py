"""Counting elections of persons: pure, exact, stage by stage."""
