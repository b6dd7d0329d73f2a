import { expect, test } from 'vitest'
import { orderLines } from '../../../../sources/feeds/order_lines.ts'
import { csv, MadeInbox } from '../made_inbox.ts'

const line = { order_id: 'o1', line_number: '1', sku: 's1', quantity: '2', unit_price_amount: '9.99' }
const discounted = { ...line, discount_amount: '0' }
const coloured = { ...line, colour: 'red' }

/** Loads the files of each day together; gives what each day told of columns. */
async function toldByDay(
  days: readonly (readonly Record<string, string>[])[],
  format: 'csv' | 'ndjson' = 'csv',
) {
  const inbox = await MadeInbox.open()
  const told: unknown[] = []
  let orders = 0
  for (const [day, records] of days.entries()) {
    for (const [place, record] of records.entries()) {
      const row = { ...record, order_id: `o${orders++}` }
      const name = `order_lines/${`${day}`.padStart(3, '0')}-${place}.${format}`
      await inbox.put(name, format === 'csv' ? csv([row]) : JSON.stringify(row))
    }
    told.push((await inbox.load([orderLines])).drift)
  }
  return told
}

const unknown = (files: number) => ({ feed: 'order_lines', column: 'colour', kind: 'unknown', files })
const vanished = (files: number) => ({
  feed: 'order_lines',
  column: 'discount_amount',
  kind: 'vanished',
  files,
})

test('columns that begin to be unknown or to be missed are told with the files that show it', async () => {
  expect(await toldByDay([[discounted, coloured, coloured], []])).toEqual([[unknown(2), vanished(2)], []])
})

test('they are told once for as long as it goes on, and again when they come back', async () => {
  const days = [
    discounted,
    coloured,
    coloured,
    discounted,
    coloured,
    discounted,
    discounted,
    discounted,
    coloured,
  ]
  const told = await toldByDay(days.map((record) => [record]))
  expect(told).toEqual([[], [unknown(1), vanished(1)], [], [], [], [], [], [], [vanished(1)]])
  const long = [coloured, ...Array.from({ length: 28 }, () => line), coloured]
  expect((await toldByDay(long.map((record) => [record]))).at(-1)).toEqual([unknown(1)])
})

test('files of two kinds, turn by turn, miss nothing', async () => {
  const days = Array.from({ length: 6 }, () => [discounted, line])
  expect((await toldByDay(days)).slice(1).flat()).toEqual([])
})

test('a line of JSON may leave out what it does not know', async () => {
  expect(await toldByDay([[discounted], [discounted], [line], [coloured]], 'ndjson')).toEqual([
    [],
    [],
    [],
    [unknown(1)],
  ])
})
