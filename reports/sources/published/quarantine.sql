select feed, column_name, rule, "rows"::double as "rows" from health.quarantine order by "rows" desc, feed, column_name, rule
