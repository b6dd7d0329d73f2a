import { type Expr, matchedPart, replaceMatches } from '../../../warehouse/functions.ts'
import { plain, type Text } from './plain.ts'

/**
 * The last word of a name, which two spellings of it share: `J. Kim`, `KIM` and `James Kim`. Null where that is no
 * more than an initial.
 */
export const familyName = (name: Text): Expr<string | null> =>
  matchedPart(replaceMatches(plain(name), '[^\\p{L} -]', ''), '([\\p{L}-]{2,}) *$')
