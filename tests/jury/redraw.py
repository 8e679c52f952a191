"""Draw a panel again from its certificate: python redraw.py CERTIFICATE.json "DICE".

Written for whoever doubts the draw: it needs Python alone, and knows nothing of pbdesk.
"""

import hashlib
import json
import pathlib
import sys

path, dice = sys.argv[1:]
content = pathlib.Path(path).read_bytes()

digest = hashlib.sha256(content).digest()
print("The list that hung on the wall:", digest.hex())

listed = json.loads(content)
total = sum(tickets for tickets, _ in listed["panels"])
told = b"pbdesk/draw/1" + b"\0" + digest + b"\0" + dice.encode()
ticket = int.from_bytes(hashlib.sha256(told).digest(), "big") % total
print("Ticket", ticket, "of", total)

passed = 0
for tickets, people in listed["panels"]:
    passed += tickets
    if ticket < passed:
        print("Panel:", ", ".join(people))
        break
