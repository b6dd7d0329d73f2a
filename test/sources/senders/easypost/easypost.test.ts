import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carrierClaims } from '../../../../sources/feeds/carrier_claims.ts'
import { trackingEvents } from '../../../../sources/feeds/tracking_events.ts'
import { easypost } from '../../../../sources/senders/easypost/easypost.ts'
import { fileAt, MadeInbox } from '../../../pipelines/load/made_inbox.ts'
import { claim, detail, event, nowhere, shipment, tracker } from './documents.ts'

const recorded = (name: string) =>
  readFile(new URL(`../../../fixtures/easypost/${name}.json`, import.meta.url), 'utf8')

const lenient = { badRows: { share: 1, perFeed: {} } }
const load = (inbox: MadeInbox) =>
  inbox.load([trackingEvents, carrierClaims], { senders: [easypost], settings: lenient })

const newest = ({ name, key }: { name: string; key: readonly string[] }) =>
  `select * exclude (version_at, file_number, row_number) from raw.${name}
   qualify row_number() over (partition by ${key.join(', ')}
     order by version_at desc, file_number desc, row_number desc) = 1
   order by ${key.join(', ')}`

const held = 'select feed, faults from ledger.quarantine order by all'

/** What stands in the feeds after each list of documents was loaded as a file of its own. */
async function loaded(files: readonly (readonly object[])[]) {
  const inbox = await MadeInbox.open()
  for (const [place, documents] of files.entries()) {
    const path = `easypost/${place}.ndjson`
    await inbox.put(path, documents.map((each) => `${JSON.stringify(each)}\n`).join(''))
    expect(fileAt(await load(inbox), path).outcome).toBe('loaded')
  }
  const found = {
    events: await inbox.rows(newest(trackingEvents)),
    claims: await inbox.rows(newest(carrierClaims)),
    held: await inbox.rows(held),
  }
  await inbox.close()
  return found
}

const at = (text: string) => `2024-05-${text}`.replace('T', ' ').replace('Z', '')

describe('recorded answers', () => {
  const names = ['tracker', 'trackers', 'claims', 'claim', 'shipment']

  test('of test mode are kept and not mapped', async () => {
    const inbox = await MadeInbox.open()
    for (const name of names) await inbox.put(`easypost/${name}.json`, await recorded(name))
    await load(inbox)
    expect(await inbox.rows(held)).toEqual([])
    expect(await inbox.rows('select count(*)::int as n from raw.easypost_scans')).toEqual([{ n: 12 }])
    expect(await inbox.rows('select * from raw.tracking_events')).toEqual([])
    expect(await inbox.rows('select * from raw.carrier_claims')).toEqual([])
  })

  test('of production become scans and claims', async () => {
    const inbox = await MadeInbox.open()
    for (const name of names)
      await inbox.put(
        `easypost/${name}.json`,
        (await recorded(name)).replaceAll('"mode": "test"', '"mode": "production"'),
      )
    await load(inbox)
    expect(await inbox.rows(held)).toEqual([])
    const events = await inbox.rows(newest(trackingEvents))
    expect(events).toHaveLength(12)
    expect(events.at(-1)).toMatchObject({
      carrier: 'USPS',
      tracking_number: 'EZ1000000001',
      occurred_at: '2024-07-01 04:43:32',
      status: 'label_created',
      facility: null,
      city: 'HOUSTON',
      region: 'TX',
      postal_code: '77063',
      detail: 'Shipping Label Created',
      weight_grams: null,
    })
    const claims = await inbox.rows(newest(carrierClaims))
    expect(claims).toHaveLength(6)
    expect(claims.find(({ shipment_id }) => shipment_id === '123')).toMatchObject({
      carrier_claim_id: 'clm_097fa3b9123a47be97ed25550552fe3e',
      type: 'damaged',
      filed_at: '2024-07-30 16:10:57',
      claimed_amount: '100.0000',
      decided_at: '2024-07-30 16:10:59',
      paid_amount: '0.0000',
      currency: 'USD',
    })
  })
})
