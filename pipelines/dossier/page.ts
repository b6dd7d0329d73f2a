import type { Dossier } from '../dossier.ts'
import { facts, type Html, html, table } from './html.ts'
import type { Address, ParcelRecord, ReturnRecord, ScanRecord } from './records.ts'
import { style } from './style.ts'
import { amount, plain, saidOfPayout, saidOfProof, saidOfScan, saidOfTopic } from './words.ts'

/** The dossier as one page that asks nothing of any other place, to be read, printed and sent. */
export const htmlOf = (dossier: Dossier): string => {
  const { shop, case_type, case_id, order, made_at, as_of } = dossier
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>Order ${order.order_id}: record of delivery and payment</title>
<style>${style}</style>
</head>
<body><main>
<header>
<h1>Order ${order.order_id}: record of delivery and payment</h1>
<p class="quiet">${shop}. ${case_type === 'claim' ? 'Claim' : 'Return'} ${case_id}. Made ${made_at} from records as of ${as_of}. All times are UTC.</p>
</header>
${gist(dossier)}
${ordered(dossier)}
${dossier.parcels.map((parcel, nth) => parcelSection(parcel, `Parcel ${nth + 1} of ${dossier.parcels.length}`))}
${dossier.parcels.length === 0 ? html`<h2>Parcels</h2><p>No parcel of this order is recorded.</p>` : ''}
${claimed(dossier)}
${dossier.returns.map(returnSection)}
${paid(dossier)}
${told(dossier)}
${before(dossier)}
${happened(dossier)}
<footer><p class="quiet">Taken as it stands from the order, carrier and payment records of ${shop}. A dash or a missing entry means that nothing was recorded, not that it did not happen.</p></footer>
</main></body>
</html>
`.text
}

/** What a reader wants first, each with its record further down. */
function gist({ order, parcels, claims, undisputed_before }: Dossier): Html {
  const deliveries = parcels.flatMap(({ carrier, tracking_number, scans }) =>
    scans
      .filter(({ status }) => status === 'delivered')
      .slice(0, 1)
      .map((scan) => ({ carrier, tracking_number, scan })),
  )
  return html`<section class="gist"><ul>
<li>Ordered ${order.ordered_at} for ${amount(order.total_amount, order.currency)}${order.promised_at ? html`, promised for ${order.promised_at}` : ''}.</li>
${deliveries.map(
  ({ carrier, tracking_number, scan }) =>
    html`<li>Scanned as delivered by ${carrier} (${tracking_number}) on ${scan.occurred_at}: ${saidOfProof(scan.proof, scan.signed_by)}${distance(scan)}.</li>
`,
)}${deliveries.length === 0 ? html`<li>No parcel of it was scanned as delivered.</li>` : ''}
${claims.map((claim) => html`<li>Claimed on ${claim.claimed_at}: ${plain(claim.type)}, ${amount(claim.amount, claim.currency)}.</li>`)}
${undisputed_before.same_address > 0 ? html`<li>Earlier orders delivered to the same address without any claim: ${undisputed_before.same_address}.</li>` : ''}
</ul></section>`
}

const distance = ({ metres_from_address }: ScanRecord): string =>
  metres_from_address === null ? '' : `, ${metres_from_address.toLocaleString('en')} metres from the address`

function ordered({ order, address, lines }: Dossier): Html {
  const { currency } = order
  const money = (value: string | null) => (value === null ? null : amount(value, currency))
  return html`<h2>The order</h2>
${facts([
  ['Placed', order.ordered_at],
  ['By', plain(order.channel)],
  ['Paid by', order.payment_method === null ? null : plain(order.payment_method)],
  ['Goods', money(order.items_amount)],
  ['Discount', money(order.discount_amount)],
  ['Shipping', money(order.shipping_charged_amount)],
  ['Tax', money(order.tax_amount)],
  ['Charged', money(order.total_amount)],
  ['Promised for', order.promised_at],
  ['Cancelled', order.cancelled_at],
  ['Delivery to', addressed(address)],
])}
${table(lines, [
  { title: 'Line', cell: ({ line_number }) => line_number },
  { title: 'Article', cell: ({ sku }) => sku },
  { title: 'Goods', cell: ({ title }) => title },
  { title: 'Pieces', cell: ({ quantity }) => quantity, isNumber: true },
  { title: 'Price of one', cell: ({ unit_price_amount }) => money(unit_price_amount), isNumber: true },
  { title: 'Discount', cell: ({ discount_amount }) => money(discount_amount), isNumber: true },
])}`
}

function addressed({ name, line1, line2, city, region, postal_code, country }: Address): Html {
  const town = [city, region, postal_code].filter((part) => part !== null).join(' ')
  const lines = [name, line1, line2, town, country].filter((line) => line)
  return html`<address>${lines.map((line) => html`${line}<br>`)}</address>`
}

function parcelSection(parcel: ParcelRecord, title: string): Html {
  const {
    carrier,
    service,
    tracking_number,
    shipped_at,
    promised_at,
    declared_weight_grams,
    contents,
    scans,
  } = parcel
  const delivered = scans.find(({ status }) => status === 'delivered')
  return html`<h2>${title}${parcel.is_reship ? ' (goods sent again)' : ''}</h2>
${facts([
  ['Carrier', service === null ? carrier : `${carrier}, ${service}`],
  ['Tracking number', tracking_number],
  ['Handed to the carrier', shipped_at],
  ['Promised by the carrier', promised_at],
  ['Delivered', delivered?.occurred_at ?? 'no scan as delivered'],
  ['Proof of delivery', delivered ? saidOfProof(delivered.proof, delivered.signed_by) : null],
  [
    'From the address to that scan',
    delivered ? distance(delivered).replace(/^, | from the address$/g, '') : null,
  ],
  ['Declared weight', declared_weight_grams === null ? null : `${declared_weight_grams} g`],
  ['Contents', contents.map(({ line_number, quantity }) => `${quantity} of line ${line_number}`).join(', ')],
])}
${scanTable(scans)}`
}

const scanTable = (scans: readonly ScanRecord[]): Html =>
  scans.length === 0
    ? html`<p>No scan is recorded.</p>`
    : table(scans, [
        { title: 'Scanned', cell: ({ occurred_at }) => occurred_at },
        { title: 'As', cell: ({ status }) => saidOfScan(status) },
        { title: 'Facility', cell: ({ facility }) => facility },
        {
          title: 'Place',
          cell: ({ city, region, postal_code, country }) =>
            [city, region, postal_code, country].filter((part) => part !== null).join(', '),
        },
        {
          title: 'Metres off',
          cell: ({ metres_from_address }) => metres_from_address,
          isNumber: true,
        },
        {
          title: 'Proof',
          cell: ({ proof, signed_by }) =>
            proof === null && signed_by === null ? '' : saidOfProof(proof, signed_by),
        },
        { title: 'Grams', cell: ({ weight_grams }) => weight_grams, isNumber: true },
        { title: 'Carrier’s words', cell: ({ detail }) => detail },
      ])

const claimed = ({ claims }: Dossier): Html | '' =>
  claims.length === 0
    ? ''
    : html`<h2>Claims on the order</h2>
${table(claims, [
  { title: 'Made', cell: ({ claimed_at }) => claimed_at },
  { title: 'Claim', cell: ({ claim_id }) => claim_id },
  { title: 'What is claimed', cell: ({ type }) => plain(type) },
  { title: 'By', cell: ({ channel }) => (channel === null ? '' : plain(channel)) },
  { title: 'Reason of the chargeback', cell: ({ chargeback_reason }) => chargeback_reason },
  { title: 'Amount', cell: (claim) => amount(claim.amount, claim.currency), isNumber: true },
])}`

const returnSection = ({
  return_id,
  requested_at,
  method,
  carrier,
  tracking_number,
  lines,
  scans,
}: ReturnRecord): Html =>
  html`<h2>Return ${return_id}</h2>
${facts([
  ['Asked for', requested_at],
  ['By', plain(method)],
  ['Carrier', carrier],
  ['Tracking number', tracking_number],
])}
${table(lines, [
  { title: 'Line', cell: ({ line_number }) => line_number },
  { title: 'Pieces', cell: ({ quantity }) => quantity, isNumber: true },
  { title: 'Reason given', cell: ({ reason }) => (reason === null ? '' : plain(reason)) },
  { title: 'Received', cell: ({ received_at }) => received_at },
  { title: 'Pieces received', cell: ({ received_quantity }) => received_quantity, isNumber: true },
  { title: 'Grams received', cell: ({ received_weight_grams }) => received_weight_grams, isNumber: true },
  { title: 'Inspected', cell: ({ inspected_at }) => inspected_at },
  { title: 'Found', cell: ({ grade }) => (grade === null ? '' : plain(grade)) },
])}
${scans.length > 0 ? html`<h3>Scans on its way back</h3>${scanTable(scans)}` : ''}`

const paid = ({ payouts }: Dossier): Html =>
  payouts.length === 0
    ? html`<h2>Paid out on the order</h2><p>Nothing was paid out.</p>`
    : html`<h2>Paid out on the order</h2>
${table(payouts, [
  { title: 'Paid', cell: ({ paid_at }) => paid_at },
  { title: 'What', cell: ({ kind }) => saidOfPayout(kind) },
  { title: 'Payout', cell: ({ payout_id }) => payout_id },
  { title: 'By', cell: ({ method }) => (method === null ? '' : plain(method)) },
  { title: 'Amount', cell: (payout) => amount(payout.amount, payout.currency), isNumber: true },
])}`

const told = ({ messages, contacts }: Dossier): Html =>
  html`${
    messages.length > 0
      ? html`<h2>Messages sent to the customer</h2>
${table(messages, [
  { title: 'Sent', cell: ({ sent_at }) => sent_at },
  { title: 'About', cell: ({ kind }) => plain(kind) },
  { title: 'By', cell: ({ channel }) => channel },
  { title: 'Opened', cell: ({ opened_at }) => opened_at },
])}`
      : ''
  }${
    contacts.length > 0
      ? html`<h2>Contacts by the customer</h2>
${table(contacts, [
  { title: 'Opened', cell: ({ opened_at }) => opened_at },
  { title: 'About', cell: ({ topic }) => saidOfTopic(topic) },
  { title: 'By', cell: ({ channel }) => channel },
  { title: 'Resolved', cell: ({ resolved_at }) => resolved_at },
])}`
      : ''
  }`

const before = ({ undisputed_before: { same_address, same_payment, same_both } }: Dossier): Html =>
  html`<h2>Earlier deliveries without any claim</h2>
${facts([
  ['To the same address', same_address],
  ['Paid by the same means', same_payment],
  ['Both', same_both],
])}`

const happened = ({ timeline }: Dossier): Html =>
  html`<h2>What happened, in order</h2>
${table(timeline, [
  { title: 'When', cell: ({ at }) => at },
  { title: 'What', cell: ({ what }) => what },
  { title: 'Detail', cell: ({ detail }) => detail },
])}`
