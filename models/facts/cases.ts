import { choice, instant, type RowOf, text } from '../../warehouse/columns.ts'
import { minimum, orElse, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { identities } from '../marts/identities.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { orders } from '../staging/orders.ts'
import { returnLines } from '../staging/return_lines.ts'
import { returns } from '../staging/returns.ts'
import { trackingEvents } from '../staging/tracking_events.ts'

export const caseColumns = {
  case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
  case_id: text('The claim or the return.').required(),
  stage: choice(
    ['claimed', 'requested', 'received', 'inspected'],
    'How far the case had come: a claim is scored once, a return at each stage that it reaches.',
  ).required(),
  known_at: instant('The moment of the stage: nothing later is known of the case.').required(),
  order_id: text('The order it is about.').required(),
}

type CaseType = RowOf<typeof caseColumns>['case_type']
type Stage = RowOf<typeof caseColumns>['stage']

export const cases = model({
  name: 'facts.cases',
  about:
    'Every case at every stage that it reached, with the identity that its account belonged to at that moment.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage'],
  load: byKey(['order_id'], {
    links: [
      { parent: 'marts.identities', by: 'staging.orders', on: { customer_id: 'customer_id' } },
      {
        parent: 'staging.tracking_events',
        by: 'staging.returns',
        on: { carrier: 'carrier', tracking_number: 'tracking_number' },
      },
      { parent: 'staging.return_lines', by: 'staging.returns', on: { return_id: 'return_id' } },
    ],
  }),
  columns: {
    ...caseColumns,
    customer_id: text('The account that ordered.').required(),
    identity_id: text('The identity that the account belonged to at that moment.').required(),
  },
  query: () => {
    const db = tables(claims, returns, returnLines, trackingEvents, orders, identities)
    const claimed = db
      .selectFrom('staging.claims as c')
      .select([
        word<CaseType>('claim').as('case_type'),
        'c.claim_id as case_id',
        word<Stage>('claimed').as('stage'),
        'c.claimed_at as known_at',
        'c.order_id',
      ])
    const requested = db
      .selectFrom('staging.returns as t')
      .select([
        word<CaseType>('return').as('case_type'),
        't.return_id as case_id',
        word<Stage>('requested').as('stage'),
        't.requested_at as known_at',
        't.order_id',
      ])
    // The dock's own scan or the carrier's scan as delivered back, whichever came first.
    const arrivals = db
      .selectFrom('staging.return_lines as l')
      .select(['l.return_id', 'l.received_at as at'])
      .where('l.received_at', 'is not', null)
      .unionAll(
        db
          .selectFrom('staging.returns as t')
          .innerJoin('staging.tracking_events as e', (j) =>
            j.onRef('e.carrier', '=', 't.carrier').onRef('e.tracking_number', '=', 't.tracking_number'),
          )
          .select(['t.return_id', 'e.occurred_at as at'])
          .where('e.status', '=', 'delivered'),
      )
    const received = db
      .selectFrom(arrivals.as('a'))
      .innerJoin('staging.returns as t', 't.return_id', 'a.return_id')
      .select((r) => [
        word<CaseType>('return').as('case_type'),
        't.return_id as case_id',
        word<Stage>('received').as('stage'),
        minimum(r.ref('a.at')).$notNull().as('known_at'),
        't.order_id',
      ])
      .groupBy(['t.return_id', 't.order_id'])
    const inspected = db
      .selectFrom('staging.return_lines as l')
      .innerJoin('staging.returns as t', 't.return_id', 'l.return_id')
      .select((r) => [
        word<CaseType>('return').as('case_type'),
        't.return_id as case_id',
        word<Stage>('inspected').as('stage'),
        minimum(r.ref('l.inspected_at')).$notNull().as('known_at'),
        't.order_id',
      ])
      .where('l.inspected_at', 'is not', null)
      .groupBy(['t.return_id', 't.order_id'])
    return (
      db
        .with('seen', () =>
          db
            .selectFrom(claimed.unionAll(requested).unionAll(received).unionAll(inspected).as('c'))
            .innerJoin('staging.orders as o', 'o.order_id', 'c.order_id')
            .select(['c.case_type', 'c.case_id', 'c.stage', 'c.known_at', 'c.order_id', 'o.customer_id']),
        )
        // Apart, because an outer join on more than comparisons compares every case with every account.
        .with('linked', (q) =>
          q
            .selectFrom('seen as c')
            .innerJoin('marts.identities as i', (j) =>
              j
                .onRef('i.customer_id', '=', 'c.customer_id')
                .onRef('i.linked_from', '<=', 'c.known_at')
                .on((on) =>
                  on.or([on('i.linked_until', 'is', null), on('i.linked_until', '>', on.ref('c.known_at'))]),
                ),
            )
            .select(['c.case_type', 'c.case_id', 'c.stage', 'i.identity_id']),
        )
        .selectFrom('seen as c')
        .leftJoin('linked as i', (j) =>
          j
            .onRef('i.case_type', '=', 'c.case_type')
            .onRef('i.case_id', '=', 'c.case_id')
            .onRef('i.stage', '=', 'c.stage'),
        )
        .select((r) => [
          'c.case_type',
          'c.case_id',
          'c.stage',
          'c.known_at',
          'c.order_id',
          'c.customer_id',
          // An account whose first order is dated after its case, by clocks that disagree, stands alone.
          orElse(r.ref('i.identity_id'), r.ref('c.customer_id')).as('identity_id'),
        ])
    )
  },
})
