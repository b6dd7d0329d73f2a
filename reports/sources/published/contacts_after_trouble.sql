select
  is_told_first, parcels::double as parcels, contacts::double as contacts, contacts_per_thousand,
  share_asked, share_asked_low, share_asked_high
from metrics.contacts_after_trouble
order by is_told_first desc
