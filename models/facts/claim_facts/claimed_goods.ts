import { maximum, minimum } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orderLines } from '../../marts/order_lines.ts'
import { claims } from '../../staging/claims.ts'

/** The category of what each claim is about: of the line that it names, else of all the order's lines if they share one. */
export const claimedGoods = () => {
  const lines = tables(claims, orderLines)
    .selectFrom('staging.claims as c')
    .innerJoin('marts.order_lines as l', 'l.order_id', 'c.order_id')
    .where((r) =>
      r.or([r('c.line_number', 'is', null), r('l.line_number', '=', r.ref('c.line_number').$notNull())]),
    )
    .select((r) => [
      'c.claim_id',
      minimum(r.ref('l.category')).as('first'),
      maximum(r.ref('l.category')).as('last'),
    ])
    .groupBy('c.claim_id')
  return tables()
    .selectFrom(lines.as('g'))
    .select((r) => ['g.claim_id', r.ref('g.first').$notNull().as('category')])
    .whereRef('g.first', '=', 'g.last')
}
