import {
  add,
  bitsOf,
  countIf,
  firstKnown,
  onlyIf,
  plusDays,
  subtract,
  sumNumber,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import type { Settings } from '../../settings.ts'
import { caseAccounts } from '../case_accounts.ts'
import { laneLosses } from '../lane_losses.ts'
import { parcels } from '../parcels.ts'

/** The identity's parcels of other orders, and how much their being claimed or not speaks for abuse. */
export const parcelsBefore = ({ historyDelta: δ, quietDays }: Settings) =>
  tables(caseAccounts, parcels, laneLosses)
    .selectFrom('facts.case_accounts as a')
    .innerJoin('facts.parcels as p', (j) =>
      j.onRef('p.customer_id', '=', 'a.customer_id').onRef('p.exposed_at', '<', 'a.known_at'),
    )
    .innerJoin('facts.lane_losses as w', (j) =>
      j.onRef('w.watched_id', '=', 'p.shipment_id').on('w.watched', '=', 'parcel'),
    )
    .select(['a.case_type', 'a.case_id', 'a.stage'])
    .select((r) => {
      const q = r.ref('w.lane_loss')
      const claimed = r('p.claimed_at', '<', r.ref('a.known_at'))
      const quiet = r.and([
        r.or([r('p.claimed_at', 'is', null), r('p.claimed_at', '>=', r.ref('a.known_at'))]),
        r(plusDays(r.ref('p.exposed_at'), quietDays), '<=', r.ref('a.known_at')),
      ])
      // y·log2((q+δ)/q) + (1−y)·log2((1−q−δ)/(1−q)), q bounded so that 1−q−δ stays positive.
      const ifClaimed = bitsOf(add(q, δ), q)
      const left = subtract(1, q)
      const ifQuiet = onlyIf(r(left, '>', δ + 0.01), bitsOf(subtract(left, δ), left))
      return [
        countIf(claimed).as('claimed'),
        countIf(quiet).as('quiet'),
        sumNumber(firstKnown(onlyIf(claimed, ifClaimed), onlyIf(quiet, ifQuiet))).as('bits'),
      ]
    })
    .whereRef('p.order_id', '<>', 'a.order_id')
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])
