select
  tables.table_name, split_part(tables.table_name, '.', 1) as layer, tables.about, tables.owner, tables.is_published,
  tables.rows::double as rows,
  (select string_agg(made_from, ' ' order by made_from) from health.lineage where lineage.table_name = tables.table_name) as made_from,
  (select string_agg(lineage.table_name, ' ' order by lineage.table_name) from health.lineage where lineage.made_from = tables.table_name) as read_by
from health.tables
order by tables.table_name
