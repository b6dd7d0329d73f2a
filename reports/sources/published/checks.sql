select table_name, check_sentence, severity, offending::double as offending
from health.checks
order by offending = 0, severity = 'warn', offending desc, table_name, check_sentence
