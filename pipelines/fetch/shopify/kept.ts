/** What is kept from fetch to fetch. */
export type Kept = {
  /** When the newest operation that was fetched began, by Shopify's clock; null before the first. */
  readonly upTo: string | null
  /** The operation that was started and is not fetched yet. */
  readonly operation: string | null
}

export const asKept = (cursor: unknown): Kept => {
  const { upTo = null, operation = null } = (cursor ?? {}) as Partial<Kept>
  return { upTo, operation }
}

/** Finds the orders that may have changed since; null for all. */
export function filterOf({ upTo }: Kept, overlapMinutes: number): string | null {
  if (upTo === null) return null
  const since = new Date(Date.parse(upTo) - overlapMinutes * 60_000).toISOString()
  return `updated_at:>'${since.replace(/\.\d+Z$/, 'Z')}'`
}
