"""How an agent has to go on."""

from .basics import NUMBER
from .shapes import Choice, Fields

GO_ON = Fields("GoOn")
SNAPSHOT = Fields("Snapshot")
RECOVERING = Fields("Recovering")
UPGRADE_NEEDED = Fields("UpgradeNeeded", protocol=NUMBER)
REVOKED = Fields("Revoked")
STANDING = Choice({1: GO_ON, 2: SNAPSHOT, 3: RECOVERING, 4: UPGRADE_NEEDED, 5: REVOKED})
