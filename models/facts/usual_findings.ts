import { choice, day, integer, text } from '../../warehouse/columns.ts'
import { calendarDay, orElse, over, ratio, sumInteger, whole, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { cases } from './cases.ts'
import { counted } from './counted.ts'
import { returnedLines } from './returned_lines.ts'

/** Goods that weigh less than this share of the catalogue’s weight are not all there: packaging adds, never takes. */
export const lightBelow = 0.85

/** What inspections find of a line: the lines where it could be told, and those where it was so. */
const findings = [
  'inspected',
  'used',
  'wrong_item',
  'empty',
  'parts_missing',
  'bad',
  'tags_known',
  'tags_off',
  'serials_known',
  'serials_other',
  'counted',
  'short',
  'weighed',
  'light',
  'amiss',
] as const

export type Finding = (typeof findings)[number]
type Scope = 'shop' | 'category'

const read = tables(cases, returnedLines)

/** Each line on the day of its inspection. What arrived empty is neither short nor light besides. */
const inspections = () =>
  read
    .selectFrom('facts.returned_lines as l')
    .select((r) => {
      const isCounted = r.and([r('l.received_quantity', 'is not', null), r('l.grade', '<>', 'empty')])
      const isWeighed = r.and([
        r('l.received_weight_grams', 'is not', null),
        r('l.expected_weight_grams', '>', 0),
        r('l.grade', '<>', 'empty'),
      ])
      const share = ratio(r.ref('l.received_weight_grams'), r.ref('l.expected_weight_grams'))
      const isShort = r.and([isCounted, r('l.received_quantity', '<', r.ref('l.quantity'))])
      const isLight = r.and([isWeighed, r(share, '<', lightBelow)])
      return [
        orElse(r.ref('l.category'), '').as('category'),
        calendarDay(r.ref('l.inspected_at').$notNull(), 'UTC').as('day'),
        whole(1).as('inspected'),
        counted(r('l.grade', '=', 'used')).as('used'),
        counted(r('l.grade', '=', 'wrong_item')).as('wrong_item'),
        counted(r('l.grade', '=', 'empty')).as('empty'),
        counted(r('l.grade', '=', 'parts_missing')).as('parts_missing'),
        counted(r('l.is_bad', '=', true)).as('bad'),
        counted(r('l.tags_attached', 'is not', null)).as('tags_known'),
        counted(r('l.tags_attached', '=', false)).as('tags_off'),
        counted(r('l.serial_matches', 'is not', null)).as('serials_known'),
        counted(r('l.serial_matches', '=', false)).as('serials_other'),
        counted(isCounted).as('counted'),
        counted(isShort).as('short'),
        counted(isWeighed).as('weighed'),
        counted(isLight).as('light'),
        counted(
          r.or([
            r('l.is_bad', '=', true),
            r('l.tags_attached', '=', false),
            r('l.serial_matches', '=', false),
            isShort,
            isLight,
          ]),
        ).as('amiss'),
      ]
    })
    .where('l.inspected_at', 'is not', null)

/** The days of cases, at which the counts are asked for. */
const askedFor = () =>
  read
    .selectFrom('facts.cases as c')
    .innerJoin('facts.returned_lines as l', 'l.return_id', 'c.case_id')
    .where('c.case_type', '=', 'return')
    .select((r) => [
      orElse(r.ref('l.category'), '').as('category'),
      calendarDay(r.ref('c.known_at'), 'UTC').as('day'),
    ])
    .select(findings.map((finding) => whole(0).as(finding)))

export const usualFindings = model({
  name: 'facts.usual_findings',
  about:
    'What inspections had found before a day, by category and in the whole shop: how usual each finding was.',
  owner: 'loss prevention',
  grain: ['scope', 'category', 'day'],
  load: rebuilt(),
  columns: {
    scope: choice(['shop', 'category'], 'Whether the row counts the whole shop or one category.').required(),
    category: text('The category; empty for the whole shop, and for goods of no known category.').required(),
    day: day('The day in UTC: what was inspected before it is counted.').required(),
    inspected: integer('Lines inspected.').required(),
    used: integer('Of these, found used.').required(),
    wrong_item: integer('Of these, found to be another item.').required(),
    empty: integer('Of these, found empty.').required(),
    parts_missing: integer('Of these, found with parts missing.').required(),
    bad: integer('Of these, any of the four.').required(),
    tags_known: integer('Lines of which it was noted whether tags were on.').required(),
    tags_off: integer('Of these, with tags off.').required(),
    serials_known: integer('Lines of which serial numbers were compared.').required(),
    serials_other: integer('Of these, with another number.').required(),
    counted: integer('Lines of which pieces were counted, empty ones left out.').required(),
    short: integer('Of these, with fewer pieces than announced.').required(),
    weighed: integer('Lines that were weighed, empty ones left out.').required(),
    light: integer('Of these, lighter than their pieces should be.').required(),
    amiss: integer('Lines inspected of which anything of all this was found.').required(),
  },
  query: () => {
    const happened = read
      .selectFrom(inspections().unionAll(askedFor()).as('e'))
      .select(['e.category', 'e.day'])
      .select((r) => findings.map((finding) => orElse(sumInteger(r.ref(`e.${finding}`)), 0).as(finding)))
      .groupBy(['e.category', 'e.day'])
    const shop = read
      .selectFrom(happened.as('h'))
      .select([word<Scope>('shop').as('scope'), word<string>('').as('category'), 'h.day'])
      .select((r) => findings.map((finding) => orElse(sumInteger(r.ref(`h.${finding}`)), 0).as(finding)))
      .groupBy('h.day')
    const byCategory = read
      .selectFrom(happened.as('h'))
      .select([word<Scope>('category').as('scope'), 'h.category', 'h.day'])
      .select(findings.map((finding) => `h.${finding}` as const))
    return read
      .selectFrom(byCategory.unionAll(shop).as('d'))
      .select(['d.scope', 'd.category', 'd.day'])
      .select((r) =>
        findings.map((finding) =>
          orElse(
            over(sumInteger(r.ref(`d.${finding}`)), {
              by: [r.ref('d.scope'), r.ref('d.category')],
              along: [[r.ref('d.day'), 'asc']],
              before: true,
            }),
            0,
          ).as(finding),
        ),
      )
  },
})
