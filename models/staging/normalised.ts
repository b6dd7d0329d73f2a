import type { Expression } from 'kysely'
import type { PersonalKind } from '../../warehouse/columns.ts'
import {
  concatTexts,
  type Expr,
  firstKnown,
  lowerCase,
  onlyIf,
  partOfText,
  replaceMatches,
  textMatches,
  trimmed,
  withoutAccents,
} from '../../warehouse/functions.ts'

type Text = Expression<string | null>
type Normalise = (value: Text) => Expr<string | null>

const plain: Normalise = (value) => replaceMatches(trimmed(lowerCase(withoutAccents(value))), '\\s+', ' ')

/** Without tag, and without dots where the provider ignores them (Gmail). */
const email: Normalise = (value) => {
  const untagged = replaceMatches(trimmed(lowerCase(value)), '\\+[^@]*@', '@')
  const local = replaceMatches(untagged, '@.*$', '')
  const host = replaceMatches(replaceMatches(untagged, '^[^@]*', ''), '^@googlemail[.]com$', '@gmail.com')
  const withoutDots = onlyIf(textMatches(host, '^@gmail[.]com$'), replaceMatches(local, '[.]', ''))
  return concatTexts(firstKnown(withoutDots, local), host)
}

/** Digits alone, the international prefix dropped, a North American number without its leading 1. */
const phone: Normalise = (value) => {
  const digits = replaceMatches(replaceMatches(value, '[^0-9]', ''), '^00', '')
  return firstKnown(onlyIf(textMatches(digits, '^1[0-9]{10}$'), partOfText(digits, 2, 10)), digits)
}

/** Lower case, no punctuation, and unit words dropped, so that `Apt 3`, `#3` and `3/F` are one unit. */
const street: Normalise = (value) =>
  trimmed(
    replaceMatches(
      replaceMatches(
        replaceMatches(plain(value), '[^a-z0-9]+', ' '),
        '\\b(apartment|apt|unit|suite|ste|flat|floor|fl|no|number|f)\\b',
        ' ',
      ),
      '\\s+',
      ' ',
    ),
  )

/** How each kind of personal data is brought to one spelling before it becomes a pseudonym. */
export const normalised: Readonly<Record<PersonalKind, Normalise>> = {
  email,
  phone,
  street,
  name: plain,
  signature: plain,
  ip: plain,
  device: plain,
  payment: plain,
  words: plain,
}
