import { expect, test } from 'vitest'
import { products } from '../../../sources/feeds/products.ts'
import { MadeInbox } from './made_inbox.ts'

/** A day's file: `rows` products, of which the first `without` have no unit cost. */
const day = (name: string, { rows = 100, without = 5 }: Day) =>
  [
    'sku,title,category,unit_cost',
    ...Array.from({ length: rows }, (_, n) => `${name}-${n},Lamp,light,${n < without ? '' : '4.50'}`),
    '',
  ].join('\n')

type Day = { readonly rows?: number; readonly without?: number }

/** Loads the days one by one and gives what each load told of drift. */
async function toldByDay(days: readonly Day[]) {
  const inbox = await MadeInbox.open()
  const told: unknown[] = []
  for (const [place, made] of days.entries()) {
    const name = `${place}`.padStart(3, '0')
    await inbox.put(`products/${name}.csv`, day(name, made))
    told.push((await inbox.load([products])).drift)
  }
  return { inbox, told }
}

const quiet = (days: number): Day[] =>
  Array.from({ length: days }, (_, n) => ({ rows: 90 + ((n * 37) % 20), without: 3 + ((n * 11) % 5) }))

test('days that differ as days do are not told', async () => {
  const { told } = await toldByDay(quiet(20))
  expect(told.flat()).toEqual([])
})

test('a share of missing values far from the habit is told once, and again when it comes back', async () => {
  const broken = { rows: 100, without: 60 }
  const { told, inbox } = await toldByDay([...quiet(12), broken, broken, ...quiet(4), broken])
  expect(told.flatMap((drift, place) => ((drift as unknown[]).length > 0 ? [place] : []))).toEqual([12, 18])
  expect(told[12]).toEqual([
    {
      feed: 'products',
      path: 'products/012.csv',
      column: 'unit_cost',
      kind: 'nulls',
      found: 0.6,
      usual: expect.closeTo(0.0447, 4),
      filesBefore: 12,
    },
  ])
  expect(await inbox.rows('select file_number, is_new from ledger.drift order by file_number')).toEqual([
    { file_number: '13', is_new: true },
    { file_number: '14', is_new: false },
    { file_number: '19', is_new: true },
  ])
})

test('a file with far fewer or far more rows is told, an empty one too', async () => {
  const { told } = await toldByDay([
    ...quiet(10),
    { rows: 12, without: 0 },
    ...quiet(4),
    { rows: 900 },
    ...quiet(4),
    { rows: 0 },
  ])
  expect(told.flat()).toMatchObject([
    { kind: 'volume', path: 'products/010.csv', column: null, found: 12, filesBefore: 10 },
    { kind: 'volume', path: 'products/015.csv', found: 900, filesBefore: 15 },
    { kind: 'volume', path: 'products/020.csv', found: 0, filesBefore: 20 },
  ])
})

test('one load of many files tells what the same files tell day by day', async () => {
  const days = [...quiet(12), { rows: 100, without: 60 }, { rows: 100, without: 60 }, ...quiet(3)]
  const daily = await toldByDay(days)
  const inbox = await MadeInbox.open()
  for (const [place, made] of days.entries()) {
    const name = `${place}`.padStart(3, '0')
    await inbox.put(`products/${name}.csv`, day(name, made))
  }
  expect((await inbox.load([products])).drift).toEqual(daily.told.flat())
})

test('what is more so on one day of the week than on that day before, by chance, is no drift', async () => {
  const weeks = [67, 66, 77].flatMap((without) => [
    ...Array.from({ length: 6 }, () => ({ rows: 80, without: 30 })),
    { rows: 80, without },
  ])
  const { told } = await toldByDay(weeks)
  expect(told.flat()).toEqual([])
})

test('what is so on one day of each week is no drift', async () => {
  const weeks = Array.from({ length: 24 }, (_, n): Day => (n % 7 === 3 ? { rows: 480, without: 200 } : {}))
  const { told } = await toldByDay(weeks)
  // Only the first of such days could be told, and it comes before anything is known of the feed.
  expect(told.slice(8).flat()).toEqual([])
})

test('too few files, or files too small, tell nothing', async () => {
  expect((await toldByDay([...quiet(7), { without: 90 }])).told.flat()).toEqual([])
  const small = Array.from({ length: 12 }, () => ({ rows: 10, without: 0 }))
  expect((await toldByDay([...small, { rows: 10, without: 9 }])).told.flat()).toEqual([])
})
