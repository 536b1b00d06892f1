"""Who may call a route, as routes say it: one condition for each thing that people do."""

from fastapi import Depends

from .people import Role, allowed

reading = Depends(allowed(Role.READER))
drafting = Depends(allowed(Role.DRAFTER))
reviewing = Depends(allowed(Role.REVIEWER))
registering = Depends(allowed(Role.REGISTRAR))
working = Depends(allowed(Role.DRAFTER, Role.REVIEWER, Role.SIGNATORY, Role.REGISTRAR))
"""Whoever does more than read."""
