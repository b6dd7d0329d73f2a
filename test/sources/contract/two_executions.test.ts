import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSources } from '../../../pipelines/runner/catalog.ts'
import { recordSchema } from '../../../sources/contract/record.ts'
import type { Feed } from '../../../sources/feed.ts'
import type { ColumnFacts } from '../../../warehouse/columns.ts'
import { csv, MadeInbox } from '../../pipelines/load/made_inbox.ts'
import { csvRows, jsonRows, type Row } from './made/rows.ts'

const { feeds, logged } = await readSources()
const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu']

/** What an execution makes of a row: its faults, or its values. Nothing where the loader held the row already. */
type Verdict = { readonly faults: readonly string[] } | { readonly values: Row } | undefined

const wholeRecord = 'the whole record'

class Loader {
  readonly #inbox: MadeInbox
  readonly #feed: Feed
  #files = 0

  constructor(inbox: MadeInbox, feed: Feed) {
    this.#inbox = inbox
    this.#feed = feed
  }

  /** What the loader makes of the rows of a file. */
  async verdicts(count: number, content: string, format: string, timeZone: string): Promise<Verdict[]> {
    this.#files += 1
    const path = `${this.#feed.name}/${this.#files}.${format}`
    await this.#inbox.put(path, content)
    const settings = { timeZone, reportingCurrency: 'XTS', badRows: { share: 1, perFeed: {} } }
    const { files } = await this.#inbox.load([this.#feed], { settings })
    const file = files.find((outcome) => outcome.path === path)
    expect(file).toMatchObject({ outcome: 'loaded', rowsRead: count })

    const verdicts = new Array<Verdict>(count).fill(undefined)
    const latest = '(select max(file_number) from ledger.loads)'
    const quarantined = await this.#inbox.warehouse.values(
      `select row_number, column_names, faults from ledger.quarantine where file_number = ${latest}`,
    )
    for (const { row_number, column_names, faults } of quarantined as unknown as Quarantined[])
      verdicts[Number(row_number) - 1] = {
        faults: faults.map((sentence, place) =>
          column_names[place] === '(the line)' ? wholeRecord : `[${column_names[place]}] ${sentence}`,
        ),
      }
    const columns = Object.entries(this.#feed.columns).map(([column, { facts }]) => shown(column, facts))
    const good = await this.#inbox.warehouse.values(
      `select row_number, ${columns.join(', ')} from raw.${this.#feed.name} where file_number = ${latest}`,
    )
    for (const { row_number, ...values } of good)
      verdicts[Number(row_number) - 1] = { values: mapValues(values, withoutMark) }
    expect(file?.rowsQuarantined).toBe(quarantined.length)
    expect(file?.rowsAccepted).toBe(good.length)
    return verdicts
  }
}

const mapValues = (row: Row, change: (value: unknown) => unknown): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]))

type Quarantined = { row_number: bigint; column_names: string[]; faults: string[] }

/** The client takes a U+FEFF away from a text's beginning, so that texts are fetched behind a mark. */
const mark = '='
const withoutMark = (value: unknown) =>
  typeof value === 'string' ? value.slice(value.startsWith(mark) ? 1 : 0) : value

/** SQL that shows a stored value as the record schema gives it. */
function shown(column: string, { kind }: ColumnFacts): string {
  if (kind === 'text') return `'${mark}' || ${column} as ${column}`
  if (kind === 'instant') return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%fZ') as ${column}`
  if (kind === 'integer') return `${column}::double as ${column}`
  return kind === 'money' || kind === 'rate' || kind === 'day' ? `${column}::varchar as ${column}` : column
}

function verdictOfSchema(schema: ReturnType<typeof recordSchema>, row: Row): Verdict {
  const read = schema.safeParse(row)
  if (read.success) return { values: read.data }
  return {
    faults: read.error.issues.map(({ path, message }) =>
      path.length === 0 ? wholeRecord : `[${path.join('.')}] ${message}`,
    ),
  }
}

const asFile = {
  /** With names in capitals, which CSV may have. */
  csv: (rows: readonly Row[]) =>
    csv(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [name.toUpperCase(), String(cell)])),
      ),
    ),
  ndjson: (rows: readonly Row[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
}

for (const feed of [...feeds, ...logged]) {
  holds(`${feed.name} as CSV`, feed, 'csv', csvRows(feed))
  holds(`${feed.name} as JSON`, feed, 'ndjson', jsonRows(feed))
}

function holds(name: string, feed: Feed, format: keyof typeof asFile, rows: fc.Arbitrary<Row>): void {
  test(`${name}: files and single records get the same verdict`, async () => {
    const inbox = await MadeInbox.open()
    const loader = new Loader(inbox, feed)
    const [{ today }] = (await inbox.rows('select current_date::varchar as today')) as [{ today: string }]
    const seen = { good: 0, bad: 0 }
    const property = fc.asyncProperty(
      fc.array(rows, { minLength: 200, maxLength: 1000, size: 'max' }),
      fc.constantFrom(...zones),
      async (generated, timeZone) => {
        const loaded = await loader.verdicts(generated.length, asFile[format](generated), format, timeZone)
        const schema = recordSchema(feed, { timeZone, currency: 'XTS', today })
        for (const [place, ofLoader] of loaded.entries()) {
          const row = generated[place] as Row
          const ofSchema = verdictOfSchema(schema, row)
          // The loader stores an equal record once, so that of the second only its being good is known.
          const expected = ofLoader ?? { values: ofSchema && 'values' in ofSchema ? ofSchema.values : {} }
          expect({ row, verdict: ofSchema }).toEqual({ row, verdict: expected })
          seen['values' in expected ? 'good' : 'bad'] += 1
        }
      },
    )
    // A smaller counterexample would say no more: the first row in which the two differ is told alone.
    const outcome = await fc.check(property, { numRuns: 3, endOnFailure: true })
    if (outcome.failed)
      throw new Error(`seed ${outcome.seed}, path ${outcome.counterexamplePath}`, {
        cause: outcome.errorInstance,
      })
    expect(seen.good).toBeGreaterThan(0)
    expect(seen.bad).toBeGreaterThan(0)
  })
}
