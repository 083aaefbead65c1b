"""Referrals as the public, the clerk and the addressees read them; import the module you need."""
