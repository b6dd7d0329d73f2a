/**
 * What is sent for an entry: the same key and body as before as long as the entry is the same, so that what is sent
 * again after a lost answer is written once.
 *
 * @param before what was sent last and not answered for good
 */
export function submissionOf(before, entry, version, newKey = () => crypto.randomUUID()) {
  if (before && before.entry === JSON.stringify(entry)) return before
  return { key: newKey(), entry: JSON.stringify(entry), body: { version, ...entry } }
}

/** Whether the desk has said what becomes of an entry; with anything else the entry may still be sent again as it is. */
export const isAnswered = (status) => [200, 400, 404, 409, 413, 422].includes(status)
