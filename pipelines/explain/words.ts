/** What a case is about, as a reviewer says it. */
export const kindOf = (kind: string): string => kind.replaceAll('_', ' ')

/** What each band recommends, in words as short as a table's cell. A person decides, always. */
export const nextStep: Readonly<Record<string, string>> = {
  fast_track: 'settle it',
  standard: 'the usual way',
  review: 'review it',
  ask_proof: 'ask for proof',
}
