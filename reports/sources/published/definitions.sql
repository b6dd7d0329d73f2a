select
  metric, title, pillar, sentence, numerator_means, denominator_means, per::double as per, unit, direction, owner,
  reference, reference_source, target, is_headline, position
from metrics.definitions
order by position
