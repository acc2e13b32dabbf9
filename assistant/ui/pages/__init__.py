"""Pages beside the chat: plain HTML that the server makes, with an address of its own each."""
