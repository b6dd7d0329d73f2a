import { expect, test } from 'vitest'
import { onlineRetail } from '../../../sources/senders/online_retail/online_retail.ts'
import { MadeInbox } from './made_inbox.ts'

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const line = (item: string, price = '1') =>
  `7,${item},CUP,1,2010-12-19 10:00:00,${price},17850.0,United Kingdom`
const feeds = onlineRetail.mappings.map(({ feed }) => feed)
/** One bad line in ten is allowed. */
const others = Array.from({ length: 9 }, (_, n) => line(`4400${n}`).replace('7,', '8,'))

test('a bad line keeps its place among those of its invoice, so that it can be mended', async () => {
  const inbox = await MadeInbox.open()
  const file = (price: string) =>
    [header, line('22191'), line('22192', price), line('22193'), ...others, ''].join('\n')
  await inbox.put('online_retail/a.csv', file('one pound'))
  await inbox.load(feeds, { senders: [onlineRetail] })
  const lines = `select line_number, stock_code from raw.online_retail_lines where invoice_no = '7' order by all`
  expect(await inbox.rows(lines)).toEqual([
    { line_number: '1', stock_code: '22191' },
    { line_number: '3', stock_code: '22193' },
  ])
  expect(await inbox.rows('select row_number, numbered from ledger.quarantine')).toEqual([
    { row_number: '2', numbered: '2' },
  ])

  await inbox.put('online_retail/a.csv', file('1'))
  const report = await inbox.load(feeds, { senders: [onlineRetail] })
  expect(report.files[0]).toMatchObject({ rowsRead: 12, rowsAccepted: 1, rowsRepeated: 11 })
})
