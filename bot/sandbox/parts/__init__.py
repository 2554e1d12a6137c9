"""Sample parts, made by code: what people drop into a thread, good and bad."""
