"""The flows of a site, of the files staff write."""

from kiosk.site.flows.load import CheckedFlows, check_flows, load_flows, site_values

__all__ = ["CheckedFlows", "check_flows", "load_flows", "site_values"]
