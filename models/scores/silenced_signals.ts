import { text } from '../../warehouse/columns.ts'
import { calendarDay, dayPlusDays, over, rowNumber, smallerOf } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { cases } from '../facts/cases.ts'
import { laneCounts } from '../facts/lane_counts.ts'
import { rebuilt } from '../loads.ts'
import { identities } from '../marts/identities.ts'
import { model } from '../model.ts'
import { findings } from '../signals/all.ts'
import { suppressions } from '../staging/suppressions.ts'
import { caseKey } from './case_key.ts'

/** Days after which the longest suppression ends, whatever its record says. */
export const longestSuppression = 180

const read = tables(cases, identities, laneCounts, suppressions)

/** Of suppressions for an identity, the cases of the very account that was reviewed. */
const ofAccount = () =>
  read
    .selectFrom('staging.suppressions as s')
    .innerJoin('facts.cases as c', (j) =>
      j.onRef('c.customer_id', '=', 's.customer_id').onRef('c.case_type', '=', 's.case_type'),
    )
    .select(['s.suppression_id', 'c.case_type', 'c.case_id', 'c.stage', 'c.known_at'])
    .where('s.silenced_for', '=', 'identity')

/** And those of accounts that counted as one with it at the moment of the case. */
const ofIdentity = () =>
  read
    .selectFrom('staging.suppressions as s')
    .innerJoin('marts.identities as i', 'i.customer_id', 's.customer_id')
    .innerJoin('facts.cases as c', (j) =>
      j
        .onRef('c.identity_id', '=', 'i.identity_id')
        .onRef('c.case_type', '=', 's.case_type')
        .onRef('c.known_at', '>=', 'i.linked_from')
        .on((on) =>
          on.or([on('i.linked_until', 'is', null), on('i.linked_until', '>', on.ref('c.known_at'))]),
        ),
    )
    .select(['s.suppression_id', 'c.case_type', 'c.case_id', 'c.stage', 'c.known_at'])
    .where('s.silenced_for', '=', 'identity')

/** Of suppressions for a lane, the claims on parcels of the same carrier and facility, as known at the claim. */
const ofLane = () =>
  read
    .selectFrom('staging.suppressions as s')
    .innerJoin('facts.lane_counts as l', (j) =>
      j
        .onRef('l.carrier', '=', 's.carrier')
        .onRef('l.facility', '=', 's.facility')
        .on('l.watched', '=', 'claim'),
    )
    .innerJoin('facts.cases as c', (j) =>
      j.onRef('c.case_id', '=', 'l.watched_id').onRef('c.case_type', '=', 's.case_type'),
    )
    .select(['s.suppression_id', 'c.case_type', 'c.case_id', 'c.stage', 'c.known_at'])
    .where('s.silenced_for', '=', 'lane')
    .where('c.case_type', '=', 'claim')

export const silencedSignals = model({
  name: 'scores.silenced_signals',
  about: 'Which signals a suppression silenced for which cases, those of its days alone: they weigh nothing.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage', 'signal'],
  load: rebuilt(),
  columns: {
    ...caseKey,
    signal: text('The signal.').required(),
    silenced_by: text('The suppression; of several the first that was recorded.').required(),
  },
  query: ({ timeZone }) => {
    const inForce = read
      .selectFrom(ofAccount().union(ofIdentity()).union(ofLane()).as('c'))
      .innerJoin('staging.suppressions as s', 's.suppression_id', 'c.suppression_id')
      .select(['c.case_type', 'c.case_id', 'c.stage', 's.signal', 's.suppression_id as silenced_by'])
      .select((r) =>
        over(rowNumber(), {
          by: [r.ref('c.case_type'), r.ref('c.case_id'), r.ref('c.stage'), r.ref('s.signal')],
          along: [
            [r.ref('s.recorded_at'), 'asc'],
            [r.ref('s.suppression_id'), 'asc'],
          ],
        }).as('place'),
      )
      .whereRef('c.known_at', '>=', 's.recorded_at')
      .where((r) =>
        r(
          calendarDay(r.ref('c.known_at'), timeZone),
          '<=',
          smallerOf(
            r.ref('s.silenced_until'),
            dayPlusDays(calendarDay(r.ref('s.recorded_at'), timeZone), longestSuppression),
          ),
        ),
      )
      .where((r) => r.or([r('s.ended_at', 'is', null), r('s.ended_at', '>', r.ref('c.known_at'))]))
      // An exact finding is no matter of likelihood, so nobody can silence it.
      .where('s.signal', 'not in', findings)
    return read
      .selectFrom(inForce.as('f'))
      .select(['f.case_type', 'f.case_id', 'f.stage', 'f.signal', 'f.silenced_by'])
      .where('f.place', '=', 1)
  },
})
