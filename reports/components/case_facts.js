// What was known of a case at its moment, as lines { name, value, note } of a list; from its row of queue_facts.
import { count, counted, decimal, listed, share } from './format.js'

const UNKNOWN = 'Not known'
const isKnown = (value) => value !== null && value !== undefined
const known = (value, say) => (isKnown(value) ? say(value) : UNKNOWN)

/** 5.04 → "5 days", 4.52 → "4.5 days", 800 → "2.2 years" */
const span = (days) => {
  if (days >= 730) return `${decimal(days / 365.25)} years`
  const shown = decimal(days, days < 10 ? 1 : 0)
  return `${shown} ${shown === '1' ? 'day' : 'days'}`
}
const length = (metres) => (metres >= 10_000 ? `${count(metres / 1000)} km` : metres >= 1000 ? `${decimal(metres / 1000)} km` : `${count(metres)} m`)

const PROOFS = { none: 'None', photo: 'Photo', signature: 'Signature', pin: 'PIN', locker: 'Opened locker', safe_place: 'Left in a safe place' }

function proofOf({ proof, is_signed_alike }) {
  const name = known(proof, (value) => PROOFS[value] ?? value)
  if (!isKnown(is_signed_alike)) return name
  return `${name}, in ${is_signed_alike ? 'the name on the parcel' : 'another name than on the parcel'}`
}

function troubleOf({ had_trouble, was_damaged, is_sent_back }) {
  if (!isKnown(had_trouble)) return UNKNOWN
  const reports = [was_damaged ? 'damaged' : had_trouble && 'trouble on its way', is_sent_back && 'going back'].filter(Boolean)
  return reports.length > 0 ? `Reported ${listed(reports)}` : 'None'
}

/** The parcel that a claim is about. */
const parcelOf = (facts) => [
  {
    name: 'Scanned as delivered',
    value: known(facts.has_delivered_scan, (has) => (has ? known(facts.delivered_days_before, (days) => `${span(days)} before the claim`) : 'No')),
  },
  { name: 'Place of that scan', value: known(facts.metres_from_address, (metres) => `${length(metres)} from the address`) },
  { name: 'Proof of delivery', value: proofOf(facts) },
  { name: 'Trouble the carrier reported', value: troubleOf(facts) },
  { name: 'Others’ claims on the route within a day', value: known(facts.same_route_claims, count) },
  {
    name: 'Others’ parcels to the postal code in 30 days',
    value: known(facts.neighbour_parcels, (parcels) => (parcels > 0 ? `${count(parcels)}, of them claimed: ${count(facts.neighbour_claims)}` : 'None')),
  },
]

/** The goods that a return brings back. */
const goodsOf = (facts) => [
  {
    name: 'Kept before the request',
    value: known(facts.days_held, span),
    note: isKnown(facts.usual_days_held) ? `usual in the category: ${span(facts.usual_days_held)}` : '',
  },
  { name: 'Pieces announced that did not arrive', value: known(facts.missing_units, (pieces) => count(Math.max(0, pieces))) },
  { name: 'Weight that arrived', value: known(facts.weight_share, (part) => `${share(part)} of what the pieces weigh`) },
  {
    name: 'Delivered back to',
    value: known(facts.is_delivered_elsewhere, (is) => (is ? 'Another place than on the label' : 'The place on the label')),
  },
]

/** What the case is about, as a card: the parcel of a claim, the goods of a return. */
export const thingOf = (facts) =>
  facts.case_type === 'claim' ? { title: 'The parcel', lines: parcelOf(facts) } : { title: 'The goods', lines: goodsOf(facts) }

/** Fewer parcels of others than this say little of a lane. */
const FEW_PARCELS = 30

/** How a claim's lane stands beside all lanes; nothing where it is not known. */
export function laneOf({ lane_loss, shop_loss, lane_parcels, lane_claimed }) {
  if (!isKnown(lane_loss) || !isKnown(shop_loss)) return undefined
  const times = shop_loss > 0 ? lane_loss / shop_loss : 1
  const said =
    times >= 1.25
      ? `Parcels on this lane are claimed as not received ${decimal(times)} times as often as elsewhere: that speaks for the customer.`
      : times <= 0.8
        ? 'Parcels on this lane are claimed as not received less often than elsewhere.'
        : 'Parcels on this lane are claimed as not received about as often as elsewhere.'
  const rests = `It rests on ${counted(lane_parcels, 'earlier parcel')} of others through the same carrier and facility, of which ${count(lane_claimed)} ${lane_claimed === 1 ? 'was' : 'were'} claimed`
  return {
    said: lane_parcels < FEW_PARCELS ? 'Too few parcels went this way to say more than what is usual elsewhere.' : said,
    rests: `${rests}; the fewer they are, the more what is usual elsewhere counts.`,
    bars: [
      { name: 'This lane', part: lane_loss },
      { name: 'All lanes', part: shop_loss },
    ],
  }
}

/** Who the identity is, without saying who. */
export const identityOf = ({ accounts, linked_by }) =>
  accounts > 1
    ? `The account and ${counted(accounts - 1, 'other that counts', 'others that count')} as one with it${linked_by ? `, linked by ${listed(linked_by.split(', ').map((kind) => kind.replaceAll('_', ' ')))}` : ''}.`
    : 'One account; nothing linked it to another.'

/** What the identity had done before the case's moment. */
export const historyOf = (facts) => [
  { name: 'First order', value: facts.account_age_days > 0 ? `${span(facts.account_age_days)} before` : 'This one' },
  { name: 'Earlier orders', value: count(facts.orders_before) },
  {
    name: 'Earlier parcels',
    value: count(facts.claimed_parcels_before + facts.quiet_parcels_before),
    note: `claimed as not received: ${count(facts.claimed_parcels_before)}; arrived without a word: ${count(facts.quiet_parcels_before)}`,
  },
  { name: 'Earlier claims', value: count(facts.claims_before), note: `of non-receipt: ${count(facts.not_received_before)}` },
  {
    name: 'Pieces bought, these included',
    value: count(facts.units_bought_before),
    note: `asked to be returned: ${count(facts.units_returned_before)}`,
  },
  {
    name: 'Returned items inspected',
    value: count(facts.inspected_returns_before),
    note: `found used, wrong, empty or incomplete: ${count(facts.bad_returns_before)}`,
  },
  {
    name: 'Earlier cases found abusive',
    value: count(facts.abuse_found_before),
    note: `found legitimate, or somebody else’s fault: ${count(facts.cleared_before)}`,
  },
]
