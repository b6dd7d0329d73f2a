-- The 40 facilities of each carrier that deliver most, in each period; of the 30 largest carriers
with sized as (
  select *, sum(promised + settled) over (partition by days, carrier) as size from metrics.carrier_facilities
), ranked as (
  select *,
    dense_rank() over (partition by days order by size desc, carrier) as carrier_place,
    row_number() over (partition by days, carrier order by promised + settled desc, facility) as place
  from sized
)
select
  days::double as days, carrier, coalesce(facility, 'unknown facility') as facility,
  promised::double as promised, late::double as late,
  promised_before::double as promised_before, late_before::double as late_before,
  settled::double as settled, lost::double as lost, loss_rate
from ranked
where carrier_place <= 30 and place <= 40
order by days, carrier, place
