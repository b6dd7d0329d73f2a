import { literal } from '../../warehouse/engine.ts'
import { described } from '../docs/described.ts'
import type { Catalog } from '../runner/catalog.ts'

/** What every table of the warehouse tells, who answers for it, and which others it is made from. */
export function dictionaryTables(catalog: Catalog): { name: string; select: string }[] {
  const tables = described(catalog).tables.filter(({ name }) => !name.startsWith('quality.'))
  const rows = tables.map(
    ({ name, about, owner, is_published }) =>
      `(${[literal(name), literal(about), owner ? literal(owner) : 'null', is_published].join(', ')})`,
  )
  const links = tables.flatMap(({ name, parents }) =>
    parents.map((parent) => `(${literal(name)}, ${literal(parent)})`),
  )
  return [
    {
      name: 'health.tables',
      select: `select t.*, b.rows, b.ended_at as built_at
        from (values ${rows.join(', ')}) as t (table_name, about, owner, is_published)
        left join (select model, rows, ended_at from ledger.builds
          where build_number in (select max(build_number) from ledger.builds group by model)) as b
          on b.model = t.table_name
        order by table_name`,
    },
    {
      name: 'health.lineage',
      select: `select * from (values ${links.join(', ')}) as l (table_name, made_from) order by table_name, made_from`,
    },
  ]
}
