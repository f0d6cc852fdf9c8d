"""What the site has set."""

from kiosk.cli.checks.finding import Finding, Patient, error, ok, warn


def configuration(patient: Patient) -> Finding:
    """The files of the site."""
    if patient.config is None:
        first = patient.config_errors[0]
        more = f" (and {len(patient.config_errors) - 1} more)" if len(patient.config_errors) > 1 else ""
        return error(first + more, f"mend it, then: kiosk check --config {patient.folder}")
    if patient.config_warnings:
        return warn("; ".join(patient.config_warnings), "see to these before the office opens")
    return ok(f"{patient.folder} is in order")
