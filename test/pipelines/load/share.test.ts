import { expect, test } from 'vitest'
import type { Settings } from '../../../models/settings.ts'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { products } from '../../../sources/feeds/products.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

/** So many rows, of which the last ones have no quantity. */
const lines = (rows: number, bad: number) =>
  csv(
    Array.from({ length: rows }, (_, n) => ({
      order_id: `o${n}`,
      line_number: '1',
      sku: 's1',
      quantity: n < rows - bad ? '1' : '',
      unit_price_amount: '5',
    })),
  )

type BadRows = Settings['badRows']

const loadLines = async (content: string, badRows: BadRows) => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/a.csv', content)
  const report = await inbox.load([orderLines, products], { settings: { badRows } })
  return fileAt(report, 'order_lines/a.csv')
}

test.each<BadRows & { says: string }>([
  { share: 0.1, perFeed: {}, says: '10%' },
  { share: 1, perFeed: { order_lines: 0.025 }, says: '2.5%' },
  { share: 0.001, perFeed: { products: 1 }, says: '0.1%' },
  { share: 1, perFeed: { order_lines: 0 }, says: '0%' },
])('a file beyond its feed’s share fails with the share in force: $says', async ({ says, ...badRows }) => {
  expect(await loadLines(lines(20, 3), badRows)).toMatchObject({
    outcome: 'failed',
    sentence: `3 of its 20 rows break the contract, more than ${says}, so none was loaded; the first is row 18: quantity is missing.`,
    rowsAccepted: 0,
  })
})

test.each<BadRows & { rows: number; bad: number }>([
  { rows: 20, bad: 2, share: 0.1, perFeed: {} },
  { rows: 20, bad: 3, share: 0.1, perFeed: { order_lines: 0.15 } },
  { rows: 4, bad: 4, share: 0.1, perFeed: { order_lines: 1 } },
])('a file within its feed’s share loads', async ({ rows, bad, ...badRows }) => {
  expect(await loadLines(lines(rows, bad), badRows)).toMatchObject({
    outcome: 'loaded',
    rowsAccepted: rows - bad,
    rowsQuarantined: bad,
  })
})
