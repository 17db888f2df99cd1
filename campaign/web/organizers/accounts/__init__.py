"""Who may sign in, with what: the door, invitations, people, and everybody's own account."""

from typing import Final

from campaign.web.organizers.accounts import account, invitations, passkeys, people, sign_in

ROOMS: Final = (sign_in, invitations, people, account, passkeys)
