select
  population, title, position::double as position, cases::double as cases, abusive::double as abusive,
  drawn::double as drawn, shown::double as shown, is_enough,
  brier, brier_low, brier_high, brier_of_prior,
  calibration_error, calibration_error_low, calibration_error_high, calibration_error_of_prior
from quality.populations
order by position
