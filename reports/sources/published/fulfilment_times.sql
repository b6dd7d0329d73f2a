-- What half and nine tenths of the parcels of a month took from the order to the carrier, in all and in its four
-- steps, of the newest 13 months; of the 30 warehouses that sent most in them
with newest as (
  select *
  from metrics.quantiles
  where metric in ('hours_to_ship', 'hours_to_allocate', 'hours_to_pick', 'hours_to_pack', 'hours_to_hand_over')
    and basis = 'period' and dimension in ('all', 'warehouse') and member <> 'not known'
    and month > (select max(month) - interval 13 month from metrics.quantiles where metric = 'hours_to_ship' and basis = 'period')
), largest as (
  select dimension, member from newest where metric = 'hours_to_ship' and dimension = 'warehouse'
  group by dimension, member order by sum(events) desc, member limit 30
)
select
  metric, dimension, member, strftime(month, '%Y-%m') as month, events::double as events, p50, p90
from newest
where dimension = 'all' or member in (select member from largest)
order by metric, dimension, member, month
