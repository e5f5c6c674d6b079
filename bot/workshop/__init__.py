"""Tools for those who write knowledge: templates, an overview of what is there, schemas for their editors."""
