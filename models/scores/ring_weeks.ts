import { day, integer, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countIf,
  dayPlusDays,
  subtract,
  weekday,
  whole,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { ringMembers } from './ring_members.ts'
import { happenings } from './rings/happenings.ts'

/** Weeks back from the run’s that are shown. */
const weeksShown = 52

export const ringWeeks = model({
  name: 'scores.ring_weeks',
  about:
    'What the accounts of each listed ring did week by week in the newest 52 weeks; empty weeks are left out.',
  owner: 'loss prevention',
  grain: ['ring_id', 'week_from'],
  load: rebuilt(),
  published: true,
  columns: {
    ring_id: text('The ring.').required(),
    week_from: day('The Monday with which the week began, in business days.').required(),
    new_accounts: integer('Accounts that placed their first order.').required(),
    orders: integer('Orders placed, those cancelled before anything was sent apart.').required(),
    claims: integer('Claims made.').required(),
    returns: integer('Returns asked for.').required(),
  },
  query: ({ timeZone }) => {
    const read = tables(ringMembers)
    const dated = read
      .selectFrom('scores.ring_members as m')
      // A ring’s first account is the one that its identity is named after.
      .innerJoin(happenings().as('h'), 'h.identity_id', 'm.customer_id')
      .select((r) => ['m.ring_id', 'h.what', calendarDay(r.ref('h.at'), timeZone).as('happened_on')])
      .where('m.account', '=', 1)
    const weeks = read
      .selectFrom(dated.as('d'))
      .select((r) => [
        'd.ring_id',
        'd.what',
        dayPlusDays(r.ref('d.happened_on'), subtract(whole(1), weekday(r.ref('d.happened_on')))).as(
          'week_from',
        ),
      ])
    return read
      .selectFrom(weeks.as('w'))
      .groupBy(['w.ring_id', 'w.week_from'])
      .select((r) => [
        'w.ring_id',
        'w.week_from',
        countIf(r('w.what', '=', 'account')).as('new_accounts'),
        countIf(r('w.what', '=', 'order')).as('orders'),
        countIf(r('w.what', '=', 'claim')).as('claims'),
        countIf(r('w.what', '=', 'return')).as('returns'),
      ])
      .where((r) => r('w.week_from', '>', dayPlusDays(calendarDay(asOf(), timeZone), -7 * weeksShown)))
  },
})
