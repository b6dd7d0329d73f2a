select
  population, signal, means, is_trial, cases::double as cases, fired::double as fired,
  unknown, "precision", lift, bits
from quality.signals
order by population, fired desc, signal
