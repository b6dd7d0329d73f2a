import { calendarDay, hoursBetween, toMoney } from '../../../warehouse/functions.ts'
import type { Settings } from '../../settings.ts'
import { one } from '../metric.ts'
import { withOrders } from './parcels.ts'

const exceptions = ({ timeZone }: Settings) =>
  withOrders()
    .where('d.first_exception_at', 'is not', null)
    .select((r) => calendarDay(r.ref('d.first_exception_at'), timeZone).as('happened_on'))

/** Parcels of which the carrier reported that something was wrong, on the day of the first report. */
export const parcelsInTrouble = (settings: Settings) => exceptions(settings).select(one().as('amount'))

/** Those whose customer was told of a delay before the first contact about the order, or made none. */
export const customersToldFirst = (settings: Settings) =>
  parcelsInTrouble(settings).where('d.is_told_first', '=', true)

/** Hours from the first report of trouble to the first contact about the order; below 0 where the customer was first. */
export const leadHours = (settings: Settings) =>
  exceptions(settings)
    .where('d.first_contact_at', 'is not', null)
    .select((r) =>
      toMoney(hoursBetween(r.ref('d.first_exception_at'), r.ref('d.first_contact_at'))).as('amount'),
    )
