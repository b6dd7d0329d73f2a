const written =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?) ?(UTC|Z|[+-][0-9]{2}(?::?[0-9]{2})?)?$/

/** A time as Zendesk or a warehouse writes it, in ISO 8601. Both keep UTC where they write no offset. */
export function utc(value: unknown): unknown {
  const parts = typeof value === 'string' ? written.exec(value.trim()) : null
  if (!parts) return value
  const [, day, clock, offset = 'UTC'] = parts
  return `${day}T${clock}${offset === 'UTC' ? 'Z' : offset}`
}
