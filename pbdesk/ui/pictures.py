"""Pictures: every scene of every page, the room, the kiosk and every sheet of paper as PNG, quickly and always the same."""
