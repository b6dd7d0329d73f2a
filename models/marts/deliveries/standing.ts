import {
  asOf,
  hoursBetween,
  isTrue,
  onlyIf,
  orElse,
  plusDays,
  plusHours,
  truth,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import type { Settings } from '../../settings.ts'
import { shipments } from '../../staging/shipments.ts'
import { parcels } from './parcels.ts'

/** How each parcel stands as of the run's instant. */
export const standing = ({ matured, shipWithinHours }: Settings) =>
  tables(shipments)
    .selectFrom(parcels().as('p'))
    .selectAll('p')
    .select((r) => {
      const isMatured = isTrue(r(plusDays(r.ref('p.shipped_at'), matured.delivery), '<=', asOf()))
      const isBack = r.or([
        r.and([r('p.returned_to_sender_at', 'is not', null), r('p.delivered_at', 'is', null)]),
        r('p.returned_to_sender_at', '>', r.ref('p.delivered_at')),
      ])
      const isNeither = r.and([r('p.delivered_at', 'is', null), r('p.returned_to_sender_at', 'is', null)])
      const isNeverSent = r.and([r('p.shipped_at', 'is', null), r('p.cancelled_at', 'is not', null)])
      const endedAt = orElse(r.ref('p.delivered_at'), asOf())
      const dueAt = plusHours(r.ref('p.wanted_at'), shipWithinHours)
      return [
        isMatured.as('is_matured'),
        isTrue(isBack).as('is_returned_to_sender'),
        isTrue(r.and([isNeither, r.or([r('p.lost_at', 'is not', null), isMatured])])).as('is_lost'),
        truth(r(onlyIf(r.not(isNeverSent), endedAt), '>', r.ref('p.promised_at'))).as('is_late'),
        isTrue(
          r.or([
            r('p.first_missed_at', '<=', r.ref('p.promised_at')),
            r('p.address_trouble_at', '<=', r.ref('p.promised_at')),
          ]),
        ).as('is_address_late'),
        isTrue(
          r.or([
            r('p.shipped_at', 'is', null),
            r(
              hoursBetween(r.ref('p.promised_at'), endedAt),
              '<=',
              hoursBetween(dueAt, r.ref('p.shipped_at')),
            ),
          ]),
        ).as('is_warehouse_late'),
      ]
    })
