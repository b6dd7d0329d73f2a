import { Problem } from '../../runner/problems.ts'
import type { CaseName, DeskState } from '../api/contract.ts'

/** Something else happened to the case, which `desk` tells: nothing was written. */
export class Conflict extends Problem {
  readonly desk: DeskState

  constructor(what: string, next: string, desk: DeskState) {
    super(what, { where: `${desk.case_type} ${desk.case_id}`, next })
    this.name = 'Conflict'
    this.desk = desk
  }
}

/** Nothing is known by this name. */
export class Unknown extends Problem {}

/** What only somebody else may do. */
export class NotTheirs extends Problem {}

/** A key that came with something else before. */
export class KeyTaken extends Problem {}

export const unknownCase = ({ case_type, case_id }: CaseName) =>
  new Unknown(`There is no ${case_type} ${case_id} to work on.`, {
    where: 'the queue',
    next: 'open the queue anew: the case may have left it.',
  })

export const unknownDecision = (id: string) =>
  new Unknown(`There is no decision ${id} that was written here.`, {
    where: 'the decisions of this shop',
    next: 'name one of those that the list of decisions shows.',
  })

export const keyTaken = () =>
  new KeyTaken('This Idempotency-Key came with another entry before: nothing was written.', {
    where: 'Idempotency-Key',
    next: 'send each new entry with a key of its own, and only the very same one again with the same.',
  })
