import type { PersonalKind } from '../../warehouse/columns.ts'
import type { Expr } from '../../warehouse/functions.ts'
import { email } from './normalised/email.ts'
import { phone } from './normalised/phone.ts'
import { plain, type Text } from './normalised/plain.ts'

/**
 * How each kind of personal data is brought to one spelling before it becomes a pseudonym.
 * @param country the record's country, ISO 3166-1 alpha-2, where it has one
 */
export const normalised: Readonly<Record<PersonalKind, (value: Text, country: Text) => Expr<string | null>>> =
  {
    email,
    phone,
    street: plain,
    name: plain,
    signature: plain,
    ip: plain,
    device: plain,
    payment: plain,
    words: plain,
  }
