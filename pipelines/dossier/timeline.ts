import type { OrderRecords } from './records.ts'
import { amount, plain, saidOfPayout, saidOfProof, saidOfScan, saidOfTopic } from './words.ts'

/** Something that happened to the order. */
export type Happening = { readonly at: string; readonly what: string; readonly detail: string | null }

/** Everything dated about an order, from the click to the last payout, in the order in which it happened. */
export function timelineOf({
  order,
  parcels,
  claims,
  returns,
  payouts,
  messages,
  contacts,
}: OrderRecords): Happening[] {
  const happened = (at: string | null, what: string, detail: string | null = null): Happening[] =>
    at === null ? [] : [{ at, what, detail }]
  const all = [
    ...happened(order.ordered_at, 'Order placed', amount(order.total_amount, order.currency)),
    ...happened(order.cancelled_at, 'Order cancelled'),
    ...parcels.flatMap(({ carrier, tracking_number, is_reship, shipped_at, scans }) => [
      ...happened(
        shipped_at,
        is_reship ? 'Goods sent again' : 'Parcel sent',
        `${carrier} ${tracking_number}`,
      ),
      ...scans.flatMap(({ occurred_at, status, facility, proof, signed_by }) =>
        happened(
          occurred_at,
          `Parcel ${saidOfScan(status)}`,
          status === 'delivered' ? saidOfProof(proof, signed_by) : facility,
        ),
      ),
    ]),
    ...claims.flatMap(({ claim_id, claimed_at, type }) =>
      happened(claimed_at, 'Claim made', `${plain(type)}, ${claim_id}`),
    ),
    ...returns.flatMap(({ return_id, requested_at, lines, scans }) => [
      ...happened(requested_at, 'Return asked for', return_id),
      ...scans.flatMap(({ occurred_at, status, facility }) =>
        happened(occurred_at, `Return ${saidOfScan(status)}`, facility),
      ),
      ...lines.flatMap(({ line_number, quantity, received_at, received_quantity, inspected_at, grade }) => [
        ...happened(
          received_at,
          'Returned goods received',
          `line ${line_number}, ${received_quantity ?? 'an unknown number'} of ${quantity}`,
        ),
        ...happened(
          inspected_at,
          'Returned goods inspected',
          `line ${line_number}, ${grade === null ? 'grade not known' : plain(grade)}`,
        ),
      ]),
    ]),
    ...payouts.flatMap(({ payout_id, paid_at, kind, amount: paid, currency }) =>
      happened(paid_at, saidOfPayout(kind), `${amount(paid, currency)}, ${payout_id}`),
    ),
    ...messages.flatMap(({ sent_at, kind, channel, opened_at }) => [
      ...happened(sent_at, `Message sent: ${plain(kind)}`, channel),
      ...happened(opened_at, `Message opened: ${plain(kind)}`, channel),
    ]),
    ...contacts.flatMap(({ opened_at, topic, channel }) =>
      happened(opened_at, `Customer wrote or called: ${saidOfTopic(topic)}`, channel),
    ),
  ]
  return all.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}
