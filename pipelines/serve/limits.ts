/** How much and how fast is taken from whom. */
export type Limits = {
  /** Most bytes of a body. */
  readonly body: number
  /** Milliseconds in which a request has to be there whole, and its headers before. */
  readonly request: number
  readonly headers: number
  /** Requests in a minute: of somebody who is known, of an address of nobody known, and to sign in. */
  readonly ofPerson: number
  readonly ofAddress: number
  readonly toSignIn: number
}

/** A page asks for some two hundred files at once, so that a person's limit is no small one. */
export const limits: Limits = {
  body: 64 * 1024,
  request: 20_000,
  headers: 10_000,
  ofPerson: 6000,
  ofAddress: 300,
  toSignIn: 10,
}
