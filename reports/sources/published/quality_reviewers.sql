select
  reviewers::double as reviewers, least_decisions::double as least_decisions,
  least_reviewers::double as least_reviewers, compared::double as compared,
  abuse_share_low, abuse_share_mid, abuse_share_high
from quality.reviewers
