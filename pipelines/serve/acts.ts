import type { Person } from './api/contract.ts'

/** What somebody did that an audit asks about. */
export type Act =
  | { readonly did: 'signed in' }
  | { readonly did: 'signed out' }
  | { readonly did: 'was refused'; readonly why: string }
  | { readonly did: 'read a file of cases'; readonly file: string }

/** Told of each act, with who it was, if known, and from which address. It must not fail. */
export type OnAct = (person: Person | null, act: Act, from: string) => void
