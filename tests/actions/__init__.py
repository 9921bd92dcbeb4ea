"""The action server: whatever happens, the customer is answered."""
