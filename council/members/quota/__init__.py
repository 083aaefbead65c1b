"""What members say of themselves, sealed: keys beside the database, one record of one length."""
