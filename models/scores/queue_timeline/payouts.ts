import { concatTexts, fixedText, toNumber } from '../../../warehouse/functions.ts'
import { type Query, tables } from '../../../warehouse/tables.ts'
import { payouts } from '../../staging/payouts.ts'
import { type Happening, joined, noParcel, said } from './happening.ts'

type Kind = NonNullable<(typeof payouts)['columns']['kind']['value']>

export const payoutMeanings: Readonly<Record<Kind, string>> = {
  refund: 'Refund paid',
  reship: 'Goods sent again at the shop’s cost',
  credit: 'Store credit given',
  chargeback: 'Charged back by the bank',
  chargeback_fee: 'Fee of a chargeback',
  chargeback_reversal: 'Chargeback won back',
}

/** Each payout in its own currency. */
export const paidOut = (): Query<Happening> =>
  tables(payouts)
    .selectFrom('staging.payouts as p')
    .select((r) => [
      'p.order_id',
      'p.paid_at as happened_at',
      said(r.ref('p.kind'), payoutMeanings).as('what'),
      noParcel(),
      // With its id, so that of two payouts alike neither is taken for the other.
      joined(
        concatTexts(concatTexts(fixedText(toNumber(r.ref('p.amount')), 2), ' '), r.ref('p.currency')),
        r.ref('p.payout_id'),
      ).as('detail'),
    ])
