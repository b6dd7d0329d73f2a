/** Carriers write why nobody signed where the name would stand. */
const why =
  'not required|not requested|no signature|no sign|waived|release|on file|left |front ?door|driver|unsigned|n/a|none'

/** SQL of the name that was signed on delivery; missing where what stands there says that nobody signed. */
export const nameSigned = (column: string): string =>
  `case when not regexp_matches(lower(${column}), '(^|[^a-z])(${why})') then nullif(trim(${column}), '') end`

/** SQL of the proof that a name gives. Without one it is not known: a photo may have been taken. */
export const proofBySignature = (column: string): string =>
  `case when ${nameSigned(column)} is not null then 'signature' end`
