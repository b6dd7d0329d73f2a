import {
  concatTexts,
  type Expr,
  firstKnown,
  lowerCase,
  onlyIf,
  replaceMatches,
  textMatches,
  trimmed,
} from '../../../warehouse/functions.ts'
import type { Text } from './plain.ts'

/** Hosts that say in their help that mail to `name+tag` reaches `name`. Elsewhere it may be another person. */
const ignoreTags =
  '^@(gmail[.]com|(outlook|hotmail|live|msn)[.][a-z.]+|(icloud|me|mac)[.]com|fastmail[.](com|fm)|proton[.]me|protonmail[.]com|pm[.]me)$'

/** The mailbox that an address reaches; null where the text is no address. */
export const email = (value: Text): Expr<string | null> => {
  const whole = trimmed(lowerCase(value))
  const address = onlyIf(textMatches(whole, '^[^@\\s]+@[^@\\s]+$'), whole)
  const local = replaceMatches(address, '@.*$', '')
  const host = replaceMatches(replaceMatches(address, '^[^@]*', ''), '^@googlemail[.]com$', '@gmail.com')
  const untagged = firstKnown(
    onlyIf(textMatches(host, ignoreTags), replaceMatches(local, '[+].*$', '')),
    local,
  )
  const withoutDots = onlyIf(textMatches(host, '^@gmail[.]com$'), replaceMatches(untagged, '[.]', ''))
  return concatTexts(firstKnown(withoutDots, untagged), host)
}
