import { concatTexts, toText, word } from '../../../warehouse/functions.ts'
import { type Query, tables } from '../../../warehouse/tables.ts'
import { returnLines } from '../../staging/return_lines.ts'
import { returns } from '../../staging/returns.ts'
import { type Happening, joined, noParcel, plain } from './happening.ts'

const read = tables(returnLines, returns)

const withLines = () =>
  read.selectFrom('staging.returns as b').innerJoin('staging.return_lines as l', 'l.return_id', 'b.return_id')

/** Returns asked for, received and inspected, line by line. */
export const broughtBack = (): Query<Happening> => {
  const requested = read
    .selectFrom('staging.returns as b')
    .select((r) => [
      'b.order_id',
      'b.requested_at as happened_at',
      word<string>('Return asked for').as('what'),
      noParcel(),
      joined(concatTexts('by ', plain(r.ref('b.method'))), r.ref('b.return_id')).as('detail'),
    ])
  const received = withLines()
    .where('l.received_at', 'is not', null)
    .select((r) => [
      'b.order_id',
      r.ref('l.received_at').$notNull().as('happened_at'),
      word<string>('Returned goods received').as('what'),
      noParcel(),
      joined(
        concatTexts('line ', toText(r.ref('l.line_number'))),
        concatTexts(concatTexts(toText(r.ref('l.received_quantity')), ' of '), toText(r.ref('l.quantity'))),
      ).as('detail'),
    ])
  const inspected = withLines()
    .where('l.inspected_at', 'is not', null)
    .select((r) => [
      'b.order_id',
      r.ref('l.inspected_at').$notNull().as('happened_at'),
      word<string>('Returned goods inspected').as('what'),
      noParcel(),
      joined(concatTexts('line ', toText(r.ref('l.line_number'))), plain(r.ref('l.grade'))).as('detail'),
    ])
  return requested.unionAll(received).unionAll(inspected)
}
