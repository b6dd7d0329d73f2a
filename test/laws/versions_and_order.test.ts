import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Feed } from '../../sources/feed.ts'
import { catalog } from './shop.ts'
import { FeedShop } from './versions/feed_shop.ts'
import { type Brought, type Version, versionsOf } from './versions/oracle.ts'
import { anyFormat, anySent, type Sent, type SentFile, textOf, withoutTies } from './versions/sent.ts'

/** How many examples each law sees for each feed; more in a long run. */
const numRuns = Number(process.env.LAW_RUNS ?? 2)

const anyFile = (feed: Feed): fc.Arbitrary<SentFile> =>
  fc.record({ format: anyFormat, records: fc.array(anySent(feed), { minLength: 1, maxLength: 8 }) })

/** Some loads, each with its files, and whether staging is built after it. */
const anyLoads = (feed: Feed) =>
  fc.array(
    fc.record({ files: fc.array(anyFile(feed), { minLength: 1, maxLength: 3 }), isBuilt: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  )

const sorted = (rows: readonly Version[], columns: readonly string[]) =>
  rows.map((row) => JSON.stringify(columns.map((column) => row[column] ?? null))).sort()

/** Every row that the files brought, but for files whose very content was loaded before. */
async function broughtBy(shop: FeedShop, files: readonly SentFile[]): Promise<Brought[]> {
  const loads = await shop.loads()
  const seen = new Set<string>()
  return files.flatMap((file, place) => {
    const content = textOf(shop.feed, file)
    if (seen.has(content)) return []
    seen.add(content)
    const path = `${shop.feed.name}/${String(place + 1).padStart(4, '0')}.${file.format}`
    const { file: number, loadedAt } = loads.get(path) ?? { file: Number.NaN, loadedAt: 'never' }
    return file.records.map((sent, row) => ({ sent, file: number, row: row + 1, loadedAt }))
  })
}

const isStaged = ({ name }: Feed) => catalog.models.some(({ model }) => model.name === `staging.${name}`)
/** All but withdrawals, of which nothing is kept but what they take out of others. */
const kinds = [...catalog.feeds, ...catalog.logged].filter(isStaged)

test('every kind of record but withdrawals has a staging table', () => {
  expect(
    [...catalog.feeds, ...catalog.logged].filter((kind) => !isStaged(kind)).map(({ name }) => name),
  ).toEqual(['withdrawals'])
})

describe.each(kinds.map((feed) => [feed.name, feed] as const))('%s', (_, feed) => {
  const columns = Object.keys(feed.columns)
  const rawColumns = Object.keys(feed.raw.columns)
  /** Personal columns are pseudonyms in staging, so of them only whether they are missing can be told. */
  const plain = (rows: readonly Version[]): Version[] =>
    rows.map((row) => ({
      ...row,
      ...Object.fromEntries(
        columns
          .filter((column) => feed.columns[column]?.facts.personal)
          .map((column) => [column, row[column] === null ? null : 'given']),
      ),
    }))
  const stagedColumns = rawColumns.filter((column) => column !== 'updated_at' && column !== 'row_number')
  const saidColumns = stagedColumns.filter((column) => column !== 'version_at' && column !== 'file_number')

  test('raw holds every version, staging the newest: by updated_at, then by load, then by row', async () => {
    await fc.assert(
      fc.asyncProperty(anyLoads(feed), (loads) =>
        FeedShop.with(feed, async (shop) => {
          for (const { files, isBuilt } of loads) {
            await shop.receive(files)
            await shop.load()
            if (isBuilt) await shop.build()
          }
          await shop.build()
          const files = loads.flatMap((load) => load.files)
          const expected = versionsOf(feed, await broughtBy(shop, files))
          const staging = await shop.staging()
          expect(sorted(await shop.raw(), rawColumns)).toEqual(sorted(expected.raw, rawColumns))
          expect(sorted(plain(staging), stagedColumns)).toEqual(sorted(plain(expected.newest), stagedColumns))
          expect(sorted(staging, stagedColumns)).toEqual(sorted(await shop.rebuilt(), stagedColumns))

          // The same content again, under other names.
          const before = [await shop.raw(), staging, await shop.ledger()]
          await shop.receive(files)
          const again = await shop.load()
          await shop.build()
          expect(again.files.every(({ outcome }) => outcome === 'repeated')).toBe(true)
          expect([await shop.raw(), await shop.staging(), await shop.ledger()]).toEqual(before)
        }),
      ),
      { numRuns },
    )
  })

  test('without ties, any slices in any order give the same staging, and sent once more they change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(withoutTies(feed), fc.infiniteStream(fc.nat(1000)), async (records, chance) => {
        const whole = await FeedShop.with(feed, async (shop) => {
          await shop.receive([{ format: 'csv', records }])
          await shop.load()
          await shop.build()
          return sorted(await shop.staging(), saidColumns)
        })
        await FeedShop.with(feed, async (shop) => {
          for (const slice of slices(records, chance)) {
            await shop.receive(slice)
            await shop.load()
            await shop.build()
          }
          expect(sorted(await shop.staging(), saidColumns)).toEqual(whole)

          const before = [await shop.raw(), await shop.staging()]
          await shop.receive(slices(records, chance).flat())
          await shop.load()
          await shop.build()
          expect([await shop.raw(), await shop.staging()]).toEqual(before)
        })
      }),
      { numRuns },
    )
  })
})

/** The records in another order, cut into files, and those into loads. */
function slices(records: readonly Sent[], chance: fc.Stream<number>): SentFile[][] {
  const next = () => chance.next().value as number
  const order = records
    .map((record) => ({ record, place: next() }))
    .sort((one, other) => one.place - other.place)
  const loads: SentFile[][] = [[]]
  let file: Sent[] = []
  for (const { record } of order) {
    file.push(record)
    if (next() % 3 > 0) continue
    loads.at(-1)?.push({ format: next() % 2 === 0 ? 'csv' : 'ndjson', records: file })
    file = []
    if (next() % 2 === 0) loads.push([])
  }
  if (file.length > 0) loads.at(-1)?.push({ format: 'csv', records: file })
  return loads.filter(({ length }) => length > 0)
}
