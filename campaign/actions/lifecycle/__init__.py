"""What organizers do with a campaign while it runs: launch, stop, go on, and set what it says.

Each is a batch of facts like any other, in one transaction with its line in the audit. The world's
facts have no part in it: a campaign can be paused even while they do not agree with each other.
"""
