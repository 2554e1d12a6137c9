"""What exists in the workspace: people, channels, messages, files, modals."""
