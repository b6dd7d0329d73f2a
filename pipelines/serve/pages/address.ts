/** The path that an address names; null where it is none. What it may lead to are the known files by their exact names. */
export function pathOf(address: string): string | null {
  const [written = ''] = address.split(/[?#]/)
  try {
    return decodeURIComponent(written)
  } catch {
    return null
  }
}
