"""An identity card within a visit: what its code and chip say, what of it may be shown, what is kept."""
