"""The server of the web page by which the sandbox is used by hand."""
