"""The kiosk: the laptop handed over, full screen, one ballot for one stub; then it forgets."""
