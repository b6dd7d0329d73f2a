import { z } from 'zod'
import { role } from '../api/contract.ts'

/** Somebody who may sign in, as the file of users keeps them: never their token, but what it can be known by. */
export const user = z.strictObject({
  name: z
    .string()
    .regex(
      /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,79}$/u,
      'must begin with a letter or digit, and hold up to 80 letters, digits, blanks and . _ @ + -',
    ),
  role,
  token_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  added_at: z.string(),
  /** A revoked name stays, so that the last one revoked does not open what was closed. */
  revoked_at: z.string().nullable(),
})

export type User = z.infer<typeof user>

export const isActive = ({ revoked_at }: User): boolean => revoked_at === null

/** Whether two names are one: nobody is to pass for another by a capital letter. */
export const isSameName = (one: string, other: string): boolean =>
  one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase()
