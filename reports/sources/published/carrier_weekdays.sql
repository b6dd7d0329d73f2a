-- Late by the weekday of handover, of the 30 carriers that had most promised in each period
with sized as (
  select *, sum(promised) over (partition by days, carrier) as size from metrics.carrier_weekdays
), ranked as (
  select *, dense_rank() over (partition by days order by size desc, carrier) as place from sized
)
select days::double as days, carrier, weekday::double as weekday, promised::double as promised, late::double as late
from ranked
where place <= 30
order by days, place, weekday
