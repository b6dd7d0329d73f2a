/** A fault that a user can mend: what happened, where, and what to do next. Shown without a stack trace. */
export class Problem extends Error {
  readonly where: string
  readonly next: string
  /** Whether it may pass by itself, so that the schedule tries again. */
  readonly mayPass: boolean

  constructor(
    what: string,
    { where, next, mayPass = false }: { where: string; next: string; mayPass?: boolean },
  ) {
    super(what)
    this.name = 'Problem'
    this.where = where
    this.next = next
    this.mayPass = mayPass
  }
}

/** The problem as printed: three short lines. */
export const describeProblem = (problem: Problem): string =>
  `${problem.message}\n  where: ${problem.where}\n  next:  ${problem.next}`
