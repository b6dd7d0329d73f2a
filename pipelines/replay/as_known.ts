import { recordsOf } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Sources } from '../runner/catalog.ts'

/**
 * What a kind of record had to say at a moment: a record counts from its own time on, and a later event of the record
 * takes with it what only that event told. Without a time of its own a record counts from the start.
 */
type Told = { readonly from?: string; readonly events?: Readonly<Record<string, readonly string[]>> }

const told: Readonly<Record<string, Told>> = {
  customers: { from: 'created_at' },
  products: {},
  fx_rates: {},
  orders: { from: 'ordered_at', events: { cancelled_at: [] } },
  order_lines: {},
  shipments: { events: { allocated_at: [], picked_at: [], packed_at: [], shipped_at: [] } },
  shipment_lines: {},
  tracking_events: { from: 'occurred_at' },
  returns: { from: 'requested_at', events: { approved_at: [] } },
  return_lines: {
    events: {
      received_at: ['received_quantity', 'received_weight_grams'],
      inspected_at: ['grade', 'serial_matches', 'tags_attached'],
      disposed_at: ['disposition', 'recovered_amount', 'processing_amount'],
      sellable_at: [],
    },
  },
  claims: { from: 'claimed_at' },
  payouts: { from: 'paid_at' },
  carrier_claims: { from: 'filed_at', events: { decided_at: ['paid_amount'] } },
  contacts: { from: 'opened_at', events: { first_response_at: [], resolved_at: ['satisfaction'] } },
  notifications: { from: 'sent_at', events: { opened_at: [] } },
  decisions: { from: 'decided_at' },
  proposals: { from: 'recorded_at' },
  // A decision that was taken back counted at no moment.
  withdrawals: {},
  suppressions: { from: 'recorded_at', events: { ended_at: ['ended_by'] } },
}

/**
 * Gives the warehouse the raw tables of an attached one as they stood at the moment (UTC, as the engine writes
 * it), as views. Records of senders are left whole: what counts of them was mapped to feeds.
 */
export async function showAsKnown(
  warehouse: Warehouse,
  { feeds, logged, senders }: Sources,
  attached: string,
  moment: string,
): Promise<void> {
  await warehouse.run('create schema if not exists raw')
  const at = `timestamp '${moment.replaceAll("'", '')}'`
  for (const { name, raw } of [...feeds, ...logged]) {
    const known = told[name]
    if (!known) throw new Error(`Nothing says what of ${name} is known at a moment.`)
    const later = Object.entries(known.events ?? {}).flatMap(([event, withIt]) =>
      [event, ...withIt].map(
        (column) => `case when ${quoted(event)} <= ${at} then ${quoted(column)} end as ${quoted(column)}`,
      ),
    )
    await warehouse.run(
      `create or replace view ${quoted(raw.name)} as
       select * ${later.length > 0 ? `replace (${later.join(', ')})` : ''} from ${attached}.${quoted(raw.name)}
       ${known.from ? `where ${quoted(known.from)} <= ${at}` : ''}`,
    )
  }
  for (const { raw } of recordsOf(senders)) {
    const name = quoted(raw.name)
    await warehouse.run(`create or replace view ${name} as from ${attached}.${name}`)
  }
}
