"""Pure rules of the institution: by-laws, terms, refusals; no framework, no clock."""
