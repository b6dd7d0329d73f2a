import { DAY, iso } from './calendar.ts'
import { money } from './money.ts'
import type { Order } from './order.ts'
import type { Shop } from './shop.ts'

export type PayoutKind =
  | 'refund'
  | 'reship'
  | 'credit'
  | 'chargeback'
  | 'chargeback_fee'
  | 'chargeback_reversal'

export type Payout = {
  readonly at: number
  readonly kind: PayoutKind
  /** Whole cents of the order's currency. */
  readonly amount: number
  readonly lineNumber?: number
  readonly claimId?: string
  readonly returnId?: string
}

const METHODS: Record<PayoutKind, string> = {
  refund: 'original_payment',
  reship: 'goods',
  credit: 'store_credit',
  chargeback: 'card_network',
  chargeback_fee: 'card_network',
  chargeback_reversal: 'card_network',
}
const CHARGEBACK_FEE = 2000

/** Gives something to a customer; now and then support does it twice. */
export function pay(shop: Shop, order: Order, payout: Payout): void {
  if (payout.amount <= 0) return
  sendPayout(shop, order, payout)
  const byHand = payout.kind === 'refund' || payout.kind === 'credit'
  if (byHand && shop.random.chance(shop.habits.doublePayoutShare)) {
    sendPayout(shop, order, { ...payout, at: payout.at + shop.random.between(0.1, 3) * DAY })
  }
}

/** The bank takes the money back for the cardholder; the shop fights some of it and wins some of that. */
export function chargeBack(
  shop: Shop,
  order: Order,
  payout: Omit<Payout, 'kind'>,
  strongCase: boolean,
): void {
  const { random } = shop
  pay(shop, order, { ...payout, kind: 'chargeback' })
  pay(shop, order, { at: payout.at, kind: 'chargeback_fee', amount: CHARGEBACK_FEE, claimId: payout.claimId })
  if (random.chance(0.6) && random.chance(strongCase ? 0.6 : 0.15)) {
    pay(shop, order, { ...payout, at: payout.at + random.between(25, 60) * DAY, kind: 'chargeback_reversal' })
  }
}

function sendPayout({ exporter, ids, random }: Shop, order: Order, payout: Payout): void {
  const id = ids.scrambled('PO')
  const method = payout.kind === 'refund' && random.chance(0.04) ? 'transfer' : METHODS[payout.kind]
  exporter.send('payouts', payout.at, {
    payout_id: id,
    order_id: order.id,
    line_number: payout.lineNumber,
    claim_id: payout.claimId,
    return_id: payout.returnId,
    paid_at: iso(payout.at),
    kind: payout.kind,
    amount: money(payout.amount),
    currency: order.currency,
    method,
    updated_at: iso(payout.at),
  })
}
