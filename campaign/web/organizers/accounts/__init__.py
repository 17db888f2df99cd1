"""Who may sign in, with what: the door, invitations, people, and everybody's own account."""

from typing import Final

from campaign.web.organizers.accounts import account, entering, joining, keys, people

ROOMS: Final = (entering, joining, people, account, keys)
