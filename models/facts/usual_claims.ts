import { day, integer } from '../../warehouse/columns.ts'
import {
  calendarDay,
  hoursBetween,
  orElse,
  over,
  sumInteger,
  toInteger,
  whole,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { claimScans } from './claim_scans.ts'
import { counted } from './counted.ts'
import { far, handedOver, near } from './usual_deliveries.ts'

const counts = [
  'claims',
  'scanned',
  'delivered',
  'delivered_hours',
  'troubled',
  'proofs',
  'handed_over',
  'photographed',
  'placed',
  'near',
  'far',
] as const

const read = tables(claims, claimScans)

export const usualClaims = model({
  name: 'facts.usual_claims',
  about: 'What carriers had reported of the parcels that were claimed before a day, by what was claimed.',
  owner: 'loss prevention',
  grain: ['claim_type', 'day'],
  load: rebuilt(),
  columns: {
    claim_type: claims.columns.type,
    day: day('The day in UTC: claims made before it are counted.').required(),
    claims: integer('Claims.').required(),
    scanned: integer('Of these, with any scan by the claim.').required(),
    delivered: integer('Of these, scanned as delivered by the claim.').required(),
    delivered_hours: integer('Hours from that scan to the claim, of all these together.').required(),
    troubled: integer('Of those with any scan, in trouble by the claim.').required(),
    proofs: integer('Of the delivered ones, with a known proof, none included.').required(),
    handed_over: integer('Of these, handed over against a signature, a PIN or a locker code.').required(),
    photographed: integer('Of these, photographed.').required(),
    placed: integer('Of the delivered ones, with known places of scan and address.').required(),
    near: integer('Of these, scanned at the address.').required(),
    far: integer('Of these, scanned elsewhere.').required(),
  },
  query: () => {
    const made = read
      .selectFrom('staging.claims as c')
      .leftJoin('facts.claim_scans as s', 's.claim_id', 'c.claim_id')
      .select((r) => {
        const isPlaced = r('s.metres_from_address', 'is not', null)
        return [
          'c.type as claim_type',
          calendarDay(r.ref('c.claimed_at'), 'UTC').as('day'),
          whole(1).as('claims'),
          counted(r('s.claim_id', 'is not', null)).as('scanned'),
          counted(r('s.delivered_at', 'is not', null)).as('delivered'),
          orElse(toInteger(hoursBetween(r.ref('s.delivered_at'), r.ref('c.claimed_at'))), 0).as(
            'delivered_hours',
          ),
          counted(r('s.had_trouble', '=', true)).as('troubled'),
          counted(r('s.proof', 'is not', null)).as('proofs'),
          counted(r('s.proof', 'in', handedOver)).as('handed_over'),
          counted(r('s.proof', '=', 'photo')).as('photographed'),
          counted(isPlaced).as('placed'),
          counted(r('s.metres_from_address', '<=', near)).as('near'),
          counted(r('s.metres_from_address', '>', far)).as('far'),
        ]
      })
    return read
      .selectFrom(
        read
          .selectFrom(made.as('m'))
          .select(['m.claim_type', 'm.day'])
          .select((r) => counts.map((count) => orElse(sumInteger(r.ref(`m.${count}`)), 0).as(count)))
          .groupBy(['m.claim_type', 'm.day'])
          .as('d'),
      )
      .select(['d.claim_type', 'd.day'])
      .select((r) =>
        counts.map((count) =>
          orElse(
            over(sumInteger(r.ref(`d.${count}`)), {
              by: [r.ref('d.claim_type')],
              along: [[r.ref('d.day'), 'asc']],
              before: true,
            }),
            0,
          ).as(count),
        ),
      )
  },
})
