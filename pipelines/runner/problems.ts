/** A fault that a user can mend: what happened, where, and what to do next. Shown without a stack trace. */
export class Problem extends Error {
  readonly where: string
  readonly next: string

  constructor(what: string, { where, next }: { where: string; next: string }) {
    super(what)
    this.name = 'Problem'
    this.where = where
    this.next = next
  }
}

/** The problem as printed: three short lines. */
export const describeProblem = (problem: Problem): string =>
  `${problem.message}\n  where: ${problem.where}\n  next:  ${problem.next}`
