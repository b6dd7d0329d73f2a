/**
 * What an event of linking is, by its number: an account's first order, its first use of an identifier of a
 * kind, or the first finding that a case of it is abusive. Of one account at one moment they count in this order.
 */
export const eventKinds = ['account', 'device', 'email', 'payment', 'phone', 'address', 'finding'] as const
export type EventKind = (typeof eventKinds)[number]

export const numberOf = (kind: EventKind): number => eventKinds.indexOf(kind)
