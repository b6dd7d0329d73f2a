import { quoted } from '../warehouse/engine.ts'

/** A table to write: its name, its column names, and the query whose rows it is to hold. */
export type Target = {
  readonly table: string
  readonly columns: readonly string[]
  readonly select: string
}

/** How a table takes in its query's rows. Each load writes its own statements; nothing else asks its kind. */
export type Load = {
  readonly name: string
  /** The columns that the load leans on. */
  readonly uses: readonly string[]
  /** Statements for a table that is empty, new, or whose definition changed. */
  readonly writeAll: (target: Target) => string[]
  /** Statements for a table that holds an earlier state of the same definition. */
  readonly writeChanges: (target: Target) => string[]
}

const names = (columns: readonly string[]) => columns.map(quoted).join(', ')

const insertFrom = ({ table, columns }: Target, from: string) =>
  `insert into ${quoted(table)} (${names(columns)}) select ${names(columns)} from ${from}`

const writeAll = (target: Target) => [
  `delete from ${quoted(target.table)}`,
  insertFrom(target, `(${target.select}) as fresh`),
]

/** The whole table, every time. */
export const rebuilt = (): Load => ({ name: 'rebuilt', uses: [], writeAll, writeChanges: writeAll })

/**
 * Only the keys whose row changed: those with `changedAt` past the newest one held. `changedAt` must rise
 * with every change of a row, and rows must never vanish.
 */
export const byKey = (key: readonly string[], changedAt: string): Load => ({
  name: `by key ${key.join(', ')}`,
  uses: [...key, changedAt],
  writeAll,
  writeChanges: (target) => [
    `create temp table changed_rows as select * from (${target.select}) as fresh where ${quoted(changedAt)} > coalesce((select max(${quoted(changedAt)}) from ${quoted(target.table)}), -1)`,
    `delete from ${quoted(target.table)} as held where exists (select 1 from changed_rows as fresh where ${key
      .map((column) => `fresh.${quoted(column)} is not distinct from held.${quoted(column)}`)
      .join(' and ')})`,
    insertFrom(target, 'changed_rows'),
    'drop table changed_rows',
  ],
})

/**
 * Only the newest windows of `column`, a day or instant: from the start of the `every` that lies `reachBack`
 * days before the newest row held. Rows that arrive later than that need a full rebuild.
 */
export const byWindow = (
  column: string,
  { every, reachBack }: { every: 'day' | 'month'; reachBack: number },
): Load => ({
  name: `by ${every} of ${column}, reaching back ${reachBack} days`,
  uses: [column],
  writeAll,
  writeChanges: (target) => {
    const start = `(select date_trunc('${every}', max(${quoted(column)}) - interval '${reachBack}' day) from ${quoted(target.table)})`
    return [
      `create temp table window_start as select ${start} as starts`,
      `delete from ${quoted(target.table)} where ${quoted(column)} >= (select starts from window_start)`,
      insertFrom(
        target,
        `(${target.select}) as fresh where ${quoted(column)} >= (select starts from window_start) or not exists (select 1 from window_start where starts is not null)`,
      ),
      'drop table window_start',
    ]
  },
})
