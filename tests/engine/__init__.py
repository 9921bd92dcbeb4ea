"""What the Rasa server loads: tests of the components and of the door."""
