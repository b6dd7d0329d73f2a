import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defaultSettings } from '../../models/settings.ts'
import { readCatalog } from '../../pipelines/runner/catalog.ts'
import type { Places } from '../../pipelines/runner/places.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'

const catalog = await readCatalog(defaultSettings)

/** Each folder of an inbox with the raw table that its rows come to lie in. */
const rawTables = [
  ...[...catalog.feeds, ...catalog.logged].map(({ name, raw }) => ({ folder: name, raw })),
  ...catalog.senders.flatMap(({ name, records }) =>
    records.map(({ record }) => ({ folder: name, raw: record.raw })),
  ),
]

/** A query that gives the same rows, in any order, in both shops. */
type Same = { readonly what: string; readonly select: (database: string) => string }

/** The tables that a shop's warehouse has, and what its ledger tells, but for clocks and the names of runs. */
const ofWarehouse: readonly Same[] = [
  ...catalog.models.map(({ model }) => table(model.name, Object.keys(model.columns))),
  ...rawTables.map(({ raw }) => table(raw.name, Object.keys(raw.columns))),
  ledger('loads', 'exclude (run_id, loaded_at)'),
  ledger('quarantine', 'exclude (run_id)'),
  {
    what: 'builds of each table',
    select: (database) =>
      `select model, fingerprint, rows, count(*) as builds from ${database}.ledger.builds group by all`,
  },
  {
    what: 'checks of the newest builds',
    select: (database) =>
      `select model, sentence, severity, offending from ${database}.ledger.checks where build_number in (
         select max(build_number) from ${database}.ledger.builds group by model)`,
  },
  {
    what: 'work handed out that is still to be done',
    select: (database) =>
      `select list, action_id, row_hash from ${database}.ledger.handed_out where gone_at is null`,
  },
]

/** When a record without `updated_at` was loaded is the only thing that may differ. */
function table(name: string, columns: readonly string[]): Same {
  const kept = columns.filter((column) => column !== 'version_at').map(quoted)
  return { what: name, select: (database) => `select ${kept.join(', ')} from ${database}.${quoted(name)}` }
}

function ledger(name: string, except: string): Same {
  return {
    what: `ledger.${name}`,
    select: (database) => `select * ${except} from ${database}.ledger.${name}`,
  }
}

/** What differs between two shops: tables, the ledger, the published snapshot, the files that lie about. */
export async function differences(expected: Places, found: Places): Promise<string[]> {
  return [
    ...(await differingRows(expected.warehouse, found.warehouse, ofWarehouse)),
    ...(await differingSnapshots(expected.snapshot, found.snapshot)),
    ...(await brokenLaws(found)),
    ...(await runsWithoutEnd(found)),
    ...differingFiles(expected, found),
  ]
}

/** Tables of a snapshot whose rows differ from the other's; none where both tell the same. */
export async function differingSnapshots(expected: string, found: string): Promise<string[]> {
  const reader = await Warehouse.open(expected, { readOnly: true })
  const tables = await reader.rows<{ name: string; columns: string[] }>(
    `select schema_name || '.' || table_name as name, list(column_name order by column_index) as columns
     from duckdb_columns()
     where not internal and schema_name || '.' || table_name <> 'health.runs'
       and not (schema_name = 'health' and ${ofTheRun}) group by name`,
  )
  reader.close()
  return differingRows(
    expected,
    found,
    tables.map(({ name, columns }) => ({
      what: `published ${name}`,
      select: (database) => `select ${columns.map(quoted).join(', ')} from ${database}.${quoted(name)}`,
    })),
  )
}

/** Columns about the pipeline itself that say when a run did something, or which. */
const ofTheRun = `(column_name = 'run_id' or data_type = 'TIMESTAMP' and column_name not in ('as_of', 'newest_record_at'))`

async function differingRows(expected: string, found: string, all: readonly Same[]): Promise<string[]> {
  const warehouse = await Warehouse.open(':memory:', { reach: [expected, found] })
  const differing: string[] = []
  try {
    await warehouse.run(`attach '${expected}' as expected (read_only)`)
    await warehouse.run(`attach '${found}' as found (read_only)`)
    for (const { what, select } of all) {
      const [one, other] = [select('expected'), select('found')]
      const rows = await warehouse.count(
        `select (select count(*) from (${one} except all ${other})) + (select count(*) from (${other} except all ${one}))`,
      )
      if (rows > 0) differing.push(`${what}: ${rows} rows differ`)
    }
  } finally {
    warehouse.close()
  }
  return differing
}

/** Laws that hold for a shop by itself. */
export async function brokenLaws({ warehouse: path }: Places): Promise<string[]> {
  const warehouse = await Warehouse.open(path, { readOnly: true })
  const broken: string[] = []
  const none = async (sentence: string, select: string) => {
    const rows = await warehouse.count(`select count(*) from (${select})`)
    if (rows > 0) broken.push(`${sentence}: ${rows} offend`)
  }
  try {
    await none(
      'rows read are those accepted, quarantined and repeated',
      `from ledger.loads where outcome = 'loaded' and rows_read <> rows_accepted + rows_quarantined + rows_repeated`,
    )
    const held = rawTables.map(
      ({ folder, raw }) => `select '${folder}' as feed, file_number from ${quoted(raw.name)}`,
    )
    await none(
      'rows accepted of a file are those that its raw table holds',
      `select feed, file_number from ledger.loads left join (${held.join(' union all ')}) as held
         using (feed, file_number) group by all
       having any_value(rows_accepted) <> count(held.file_number)`,
    )
    await none(
      'a content is loaded once',
      `select feed, content_hash from ledger.loads where outcome = 'loaded' group by all having count(*) > 1`,
    )
    await none(
      'a version is as old as its record says, else as its load',
      [...catalog.feeds, ...catalog.logged]
        .map(
          ({ raw, columns }) => `select raw.file_number from ${quoted(raw.name)} as raw
            join ledger.loads using (file_number)
            where version_at <> coalesce(${columns.updated_at ? 'updated_at' : 'null'}, loaded_at)`,
        )
        .join(' union all '),
    )
  } finally {
    warehouse.close()
  }
  return broken
}

/** A run that was killed, or had no room to say how it ended, says that it is running until the next one begins. */
async function runsWithoutEnd({ warehouse: path }: Places): Promise<string[]> {
  const warehouse = await Warehouse.open(path, { readOnly: true })
  try {
    const runs = await warehouse.count(`select count(*) from ledger.runs where outcome = 'running'`)
    return runs === 0 ? [] : [`${runs} runs that ended say that they are running`]
  } finally {
    warehouse.close()
  }
}

/** Of the outbox only what is half written: its files bear the names of runs, and a killed run's work is in the next. */
const filesOf = ({ data, inbox, outbox }: Places): string[] =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(inbox) && (!path.startsWith(outbox) || path.endsWith('.draft')))
    .map((path) => relative(data, path))

function differingFiles(expected: Places, found: Places): string[] {
  const [one, other] = [new Set(filesOf(expected)), new Set(filesOf(found))]
  return [
    ...[...one].filter((file) => !other.has(file)).map((file) => `the file ${file} is missing`),
    ...[...other].filter((file) => !one.has(file)).map((file) => `the file ${file} is left over`),
  ]
}
