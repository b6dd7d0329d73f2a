import type { Act } from '../audit_trail/entry.ts'

/** Told of each act that an audit asks about. What it cannot keep is not done: a fault of it refuses the request. */
export type OnAct = (act: Act) => Promise<unknown> | undefined
