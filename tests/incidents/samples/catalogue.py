"""Every sample."""

from tests.incidents.samples import glpi

SAMPLES = (*glpi.SAMPLES,)
