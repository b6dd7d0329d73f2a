import { literal } from '../../warehouse/engine.ts'
import type { Catalog } from '../runner/catalog.ts'

type Entry = {
  readonly name: string
  readonly about: string
  readonly owner: string | undefined
  readonly published: boolean
}

/** What every table of the warehouse tells, who answers for it, and which others it is made from. */
export function dictionaryTables({ feeds, logged, models }: Catalog): { name: string; select: string }[] {
  const entries: Entry[] = [
    ...[...feeds, ...logged].map(({ raw, about }) => ({
      name: raw.name,
      about,
      owner: undefined,
      published: false,
    })),
    ...models.map(({ model }) => model),
  ]
  const rows = entries.map(
    ({ name, about, owner, published }) =>
      `(${[literal(name), literal(about), owner ? literal(owner) : 'null', published].join(', ')})`,
  )
  const links = models.flatMap(({ model, reads }) =>
    reads.map((read) => `(${literal(model.name)}, ${literal(read)})`),
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
