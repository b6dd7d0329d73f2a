import { Problem } from '../../runner/problems.ts'
import type { Role } from '../api/contract.ts'
import { hashOf, newToken } from './token.ts'
import { isActive, isSameName, type User, user } from './user.ts'
import { changeUsers } from './users_file.ts'

/** Lets somebody sign in. Gives their token, which nobody can be shown again. */
export function addUser(
  path: string,
  { name, role }: { readonly name: string; readonly role: Role },
  now = new Date(),
): { readonly user: User; readonly token: string } {
  demandName(name)
  const token = newToken()
  const added = { name, role, token_sha256: hashOf(token), added_at: now.toISOString(), revoked_at: null }
  changeUsers(path, (users) => {
    const same = users.find((one) => isSameName(one.name, name))
    if (same && isActive(same))
      throw new Problem(`There is a user ${same.name} already, who is ${same.role}.`, {
        where: path,
        next: `choose another name; or run \`recoup user revoke\` first, for another token or role.`,
      })
    return [...users.filter((one) => one !== same), added]
  })
  return { user: added, token }
}

/** Lets somebody in no more: their token and their sessions count no longer at their next request. */
export function revokeUser(path: string, name: string, now = new Date()): User {
  let revoked: User | undefined
  changeUsers(path, (users) => {
    const found = users.find((one) => isSameName(one.name, name) && isActive(one))
    if (!found) throw notFound(path, name, users)
    const gone: User = { ...found, revoked_at: now.toISOString() }
    revoked = gone
    return users.map((one) => (one === found ? gone : one))
  })
  return revoked as unknown as User
}

function demandName(name: string): void {
  const read = user.shape.name.safeParse(name)
  if (read.success) return
  throw new Problem(`A user's name ${read.error.issues[0]?.message}.`, {
    where: 'the name',
    next: 'give another one, such as rita or rita@shop.example.',
  })
}

function notFound(path: string, name: string, users: readonly User[]): Problem {
  const names = users.filter(isActive).map((one) => one.name)
  return new Problem(`There is no user ${name} who could sign in.`, {
    where: path,
    next:
      names.length > 0
        ? `those who can are ${names.join(', ')}.`
        : 'nobody can: add somebody with `recoup user add`.',
  })
}
