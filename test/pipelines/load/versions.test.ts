import { expect, test } from 'vitest'
import { claims } from '../../../sources/feeds/claims.ts'
import { trackingEvents } from '../../../sources/feeds/tracking_events.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const claim = {
  claim_id: 'c1',
  order_id: 'o1',
  claimed_at: '2024-05-01T10:00:00Z',
  type: 'damaged',
  amount: '1',
  currency: 'EUR',
}
const at = (hour: number, amount: string) => ({
  ...claim,
  amount,
  updated_at: `2024-05-02T${String(hour).padStart(2, '0')}:00:00Z`,
})
const held =
  'select amount, version_at, file_number, row_number from raw.claims order by file_number, row_number'

test('the version of a row is its updated_at, older ones arriving later included', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/1.csv', csv([at(9, '9')]))
  await inbox.load([claims])
  await inbox.put('claims/2.csv', csv([at(8, '8'), at(9, '9'), at(10, '10'), at(10, '10')]))
  const report = await inbox.load([claims])
  expect(fileAt(report, 'claims/2.csv')).toMatchObject({ rowsRead: 4, rowsAccepted: 2, rowsRepeated: 2 })
  expect(await inbox.rows(held)).toEqual([
    { amount: '9.0000', version_at: '2024-05-02 09:00:00', file_number: '1', row_number: '1' },
    { amount: '8.0000', version_at: '2024-05-02 08:00:00', file_number: '2', row_number: '1' },
    { amount: '10.0000', version_at: '2024-05-02 10:00:00', file_number: '2', row_number: '3' },
  ])
})

test('rows that differ only in what is missing are two versions', async () => {
  const inbox = await MadeInbox.open()
  const some = { ...at(9, '9'), message: 'broken', line_number: '1' }
  const less = { ...some, line_number: '' }
  await inbox.put('claims/1.csv', csv([some, { ...some, message: '' }, less, less]))
  const report = await inbox.load([claims])
  expect(fileAt(report, 'claims/1.csv')).toMatchObject({ rowsAccepted: 3, rowsRepeated: 1 })
})

test('a record that changes back within one updated_at is a new version, so the row sent last wins', async () => {
  const inbox = await MadeInbox.open()
  for (const [place, amount] of ['1', '2', '1', '1'].entries()) {
    await inbox.put(`claims/${place}.csv`, `${csv([at(9, amount)])}${'\n'.repeat(place)}`)
    await inbox.load([claims])
  }
  const stored = (await inbox.rows(held)).map(({ amount, file_number }) => [file_number, amount])
  expect(stored).toEqual([
    ['1', '1.0000'],
    ['2', '2.0000'],
    ['3', '1.0000'],
  ])
})

test('without updated_at a record that changes back is a new version, one that stays is a repeat', async () => {
  const inbox = await MadeInbox.open()
  const amounts = ['1', '1', '2', '1']
  for (const [place, amount] of amounts.entries()) {
    // Blank lines at the end make the content of each file another.
    await inbox.put(`claims/${place}.csv`, `${csv([{ ...claim, amount }])}${'\n'.repeat(place)}`)
    await inbox.load([claims])
  }
  const stored = (await inbox.rows(held)).map(({ amount, file_number }) => [file_number, amount])
  expect(stored).toEqual([
    ['1', '1.0000'],
    ['3', '2.0000'],
    ['4', '1.0000'],
  ])
})

test('the same in one load gives the same versions', async () => {
  const inbox = await MadeInbox.open()
  const rows = ['1', '1', '2', '1'].map((amount) => ({ ...claim, amount }))
  await inbox.put('claims/all.csv', csv(rows))
  const report = await inbox.load([claims])
  expect(fileAt(report, 'claims/all.csv')).toMatchObject({ rowsAccepted: 3, rowsRepeated: 1 })
})

test('a key may have a missing part', async () => {
  const inbox = await MadeInbox.open()
  const event = {
    carrier: 'ups',
    tracking_number: 't1',
    occurred_at: '2024-05-01T10:00:00Z',
    status: 'in_transit',
    facility: '',
  }
  await inbox.put('tracking_events/1.csv', csv([event, { ...event, facility: 'Kassel' }]))
  await inbox.load([trackingEvents])
  await inbox.put('tracking_events/2.csv', csv([event, { ...event, status: 'delivered' }]))
  const report = await inbox.load([trackingEvents])
  expect(fileAt(report, 'tracking_events/2.csv')).toMatchObject({ rowsAccepted: 1, rowsRepeated: 1 })
})
