select case_type, band, cases::double as cases, value::double as value from scores.bands
