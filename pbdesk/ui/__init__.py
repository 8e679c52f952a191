"""The window: it draws views and passes on intents. It decides nothing."""
