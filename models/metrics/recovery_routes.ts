import { toMoney } from '../../warehouse/functions.ts'
import type { Query } from '../../warehouse/tables.ts'
import type { Settings } from '../settings.ts'
import { claimsNotPaid, returnsNotPaid } from './events/avoided.ts'
import { carrierPayments } from './events/carrier_claims.ts'
import { decisionsMade } from './events/decisions.ts'
import { paidOut } from './events/payouts.ts'
import { recoveredValue } from './events/returned.ts'
import { type Event, negative } from './metric.ts'

export const routes = [
  'returned_stock',
  'carrier_claims',
  'avoided_payouts',
  'chargeback_reversals',
  'review_cost',
] as const

export type Route = (typeof routes)[number]

/** A way on which margin comes back; what it costs is negative. */
type RecoveryRoute = {
  readonly route: Route
  readonly events: (settings: Settings) => readonly Query<Event<'region' | 'channel'>>[]
}

export const recoveryRoutes: readonly RecoveryRoute[] = [
  { route: 'returned_stock', events: (settings) => [recoveredValue(settings)] },
  { route: 'carrier_claims', events: () => [carrierPayments()] },
  { route: 'avoided_payouts', events: (settings) => [claimsNotPaid(settings), returnsNotPaid()] },
  {
    route: 'chargeback_reversals',
    events: () => [paidOut().select('p.amount').where('p.kind', '=', 'chargeback_reversal')],
  },
  {
    route: 'review_cost',
    events: (settings) => [
      decisionsMade().select(negative(toMoney(String(settings.reviewCost))).as('amount')),
    ],
  },
]
