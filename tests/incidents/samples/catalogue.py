"""Every sample."""

from tests.incidents.samples import desks, glpi, itop, logs, servicenow

SAMPLES = (
    *glpi.SAMPLES,
    *itop.SAMPLES,
    *servicenow.SAMPLES,
    *desks.SAMPLES,
    *logs.SAMPLES,
)
