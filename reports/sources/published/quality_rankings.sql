select * replace (position::double as position) from quality.rankings order by population, position
