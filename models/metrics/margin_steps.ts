import type { Query } from '../../warehouse/tables.ts'
import type { Settings } from '../settings.ts'
import { carrierPayments } from './events/carrier_claims.ts'
import { freight, pickingAndPacking } from './events/parcels.ts'
import { paidOut } from './events/payouts.ts'
import { labelCost, processingCost, recoveredValue } from './events/returned.ts'
import { costOfGoods, paymentFees, sales } from './events/sold.ts'
import { type Event, orderDimensions } from './metric.ts'
import { turnedRound } from './other_amounts.ts'

type OrderEvent = Event<'region' | 'channel'>

type Step =
  | 'Sales'
  | 'Cost of goods'
  | 'Picking and packing'
  | 'Freight'
  | 'Payment fees'
  | 'Refunds for returns'
  | 'Return labels and handling'
  | 'Claim payouts'
  | 'Chargeback fees'
  | 'Recovered from returned stock'
  | 'Carrier reimbursements'

/** One part of the way from sales to net margin, in positive amounts. */
export type MarginStep = {
  readonly step: Step
  readonly kind: 'sales' | 'cost' | 'returns' | 'claims' | 'recovered'
  readonly events: (settings: Settings) => readonly Query<OrderEvent>[]
}

/** What payouts add to the shop's cost, a refund and the chargeback for it once. */
const payoutCosts = () =>
  paidOut()
    .select('p.cost_amount as amount')
    .where((r) =>
      // Giving the money for an unsent order back undoes a sale that never counted.
      r.not(
        r.and([
          r('o.cancelled_at', 'is not', null),
          r('o.is_shipped', '=', false),
          r('p.kind', 'in', ['refund', 'chargeback', 'chargeback_reversal']),
        ]),
      ),
    )

const feesKind = 'chargeback_fee' as const

/** From sales to net margin after returns, in this order. */
export const marginSteps: readonly MarginStep[] = [
  { step: 'Sales', kind: 'sales', events: () => [sales()] },
  { step: 'Cost of goods', kind: 'cost', events: () => [costOfGoods()] },
  { step: 'Picking and packing', kind: 'cost', events: () => [pickingAndPacking()] },
  { step: 'Freight', kind: 'cost', events: () => [freight()] },
  { step: 'Payment fees', kind: 'cost', events: () => [paymentFees()] },
  {
    step: 'Refunds for returns',
    kind: 'returns',
    events: () => [payoutCosts().where('p.return_id', 'is not', null).where('p.kind', '<>', feesKind)],
  },
  {
    step: 'Return labels and handling',
    kind: 'returns',
    events: (settings) => [labelCost(), processingCost(settings)],
  },
  {
    step: 'Claim payouts',
    kind: 'claims',
    events: () => [payoutCosts().where('p.return_id', 'is', null).where('p.kind', '<>', feesKind)],
  },
  {
    step: 'Chargeback fees',
    kind: 'claims',
    events: () => [payoutCosts().where('p.kind', '=', feesKind)],
  },
  {
    step: 'Recovered from returned stock',
    kind: 'recovered',
    events: (settings) => [recoveredValue(settings)],
  },
  { step: 'Carrier reimbursements', kind: 'recovered', events: () => [carrierPayments()] },
]

/** The step's events by what they do to the margin: costs, returns and claims are negative. */
export const signedEvents = (
  { kind, events }: MarginStep,
  settings: Settings,
): readonly Query<OrderEvent>[] =>
  kind === 'sales' || kind === 'recovered'
    ? events(settings)
    : events(settings).map((query) => turnedRound(query, orderDimensions))
