"""How the workspace tells the bot what people did: Socket Mode or signed HTTP."""
