select population, tenth::double as tenth, weight, predicted, abusive from quality.reliability order by population, tenth
