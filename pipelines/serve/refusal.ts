import { Problem } from '../runner/problems.ts'

/** A request that is not granted, with the status that says why to a program. */
export class Refusal extends Problem {
  readonly status: number

  constructor(status: number, what: string, { where, next }: { where: string; next: string }) {
    super(what, { where, next })
    this.status = status
  }
}

/** What of a problem goes over the wire. */
export const toldOf = ({ message, where, next }: Problem) => ({ what: message, where, next })
