"""Adopted minutes part by part, in one language: what every file of record is written from."""
