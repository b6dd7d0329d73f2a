import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits. They begin alike, so that those who look for secrets in files know one. */
export const newToken = (): string => `recoup_${randomBits()}`

export const randomBits = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret. So many random bits need no salt and no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Whether two secrets are the same, in a time that tells nothing of where they differ. */
export const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)))
