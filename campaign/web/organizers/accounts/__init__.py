"""Pages on who may sign in, with what: signing in, invitations, people, and one's own account."""

from typing import Final

from campaign.web.organizers.accounts import account, invitations, passkeys, people, sign_in

ROOMS: Final = (sign_in, invitations, people, account, passkeys)
