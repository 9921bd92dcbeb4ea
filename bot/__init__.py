"""The assistant's own code beside Rasa: knowledge, conversation, channels, gateway and tools."""
